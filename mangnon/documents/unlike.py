"""What a file that should be a .docx is instead, in one sentence for the person who brought it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FORMS = (
    (b"{\\rtf", "RTF"),
    (b"<!doctype html", "trang web (HTML)"),
    (b"<html", "trang web (HTML)"),
    (b"<?xml", "XML"),
)
_ODT = b"mimetypeapplication/vnd.oasis.opendocument"
_WORD_ENDINGS = {".doc", ".docx", ".docm", ".rtf", ".odt"}
_SAVE = "hãy mở bằng Word và lưu lại thành .docx."


def unlike_docx(name: str, suffix: str, content: bytes) -> str | None:
    """Say that the content is of another kind than its ending promises; None when it is not."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return f"Tệp {name} được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi lưu lại thành .docx."
        return f"Tệp {name} là dạng Word cũ (.doc); {_SAVE}"
    if other := _other_form(suffix, content):
        return f"Tệp {name} thật ra là {other}; {_SAVE}"
    if suffix == ".doc":
        return f"Tệp {name} có đuôi .doc; {_SAVE}"
    return None


def broken_docx(name: str) -> str:
    return f"Tệp {name} bị hỏng hoặc không phải tài liệu Word; hãy mở bằng Word và lưu lại .docx."


def _other_form(suffix: str, content: bytes) -> str | None:
    """Name what a Word file by its ending is by its content, when that is something else."""
    if suffix not in _WORD_ENDINGS:
        return None
    if _ODT in content[:120]:
        return "OpenDocument (.odt)"
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return next((form for sign, form in _OTHER_FORMS if start.startswith(sign)), None)
