from tests.children.conftest import make_child, township, ward

__all__ = ["make_child", "township", "ward"]
