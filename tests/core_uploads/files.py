"""Small files of each kind that is kept as proof, and of some that are not."""

import io
import zipfile

MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 64


def archive(*names):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "x" * 30)
    return held.getvalue()


KEPT = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "docx": archive("[Content_Types].xml", "word/document.xml"),
    "xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 64,
    "jpeg": b"\xff\xd8\xff\xe1\0\x10Exif\0" + b"\0" * 64,
    "webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 64,
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64,
    "mp4": MP4,
    "text": "họ tên;số trẻ\nThôn 1;12\n".encode(),
}
NOT_KEPT = {
    "a program called .pdf": b"MZ\x90\0" + b"\0" * 80,
    "an archive of anything": archive("a.exe"),
    "a document with macros": archive("word/document.xml", "word/vbaProject.bin"),
    "a broken archive": KEPT["docx"][:40],
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 80,
    "bytes of no kind": bytes(range(256)),
    "text with a sign that steers": b"abc\x1b[2J",
    "text in an old code page": "họ tên".encode("utf-16-le") + b"\xff",
    "a picture that holds a script": b"<svg xmlns='x'><script>\0</script></svg>",
}
