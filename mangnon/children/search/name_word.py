"""The words of the children's names, in name order: what a search over many communes walks."""

from django.db import models

from mangnon.children.register import Child


class NameWord(models.Model):
    """A word of a child's name; the database itself keeps the rows (`sql/name_words.sql`)."""

    pk = models.CompositePrimaryKey("word", "name_key", "child")
    word = models.CharField(max_length=200)
    name_key = models.CharField(max_length=800)
    child = models.ForeignKey(Child, models.DO_NOTHING, related_name="+", db_constraint=False)
    search_text = models.CharField(max_length=200)

    class Meta:
        managed = False
        db_table = "children_name_word"

    def __str__(self) -> str:
        return self.word
