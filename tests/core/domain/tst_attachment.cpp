#include "core/domain/attachment.h"

#include <QTest>

using namespace burin;

class tst_Attachment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void typesAreTold_data();
    void typesAreTold();
    void partsKeepTheirOrder();
    void aNameCannotEndItsTag();
    void imagesTellTheirSize_data();
    void imagesTellTheirSize();
    void cutImagesHaveNoSizeOrTheirOwn();
};

void tst_Attachment::typesAreTold_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &data, const char *type, AttachmentKind kind) {
        QTest::newRow(name) << QString::fromUtf8(name) << data << QString::fromLatin1(type) << int(kind);
    };
    row("a.png", "\x89PNG\r\n\x1a\n....", "image/png", AttachmentKind::Image);
    row("wrong.txt", "\xff\xd8\xff\xe0", "image/jpeg", AttachmentKind::Image); // by what it is, not what it is called
    row("a.webp", "RIFF....WEBPVP8 ", "image/webp", AttachmentKind::Image);
    row("a.pdf", "%PDF-1.7", "application/pdf", AttachmentKind::Document);
    row("a.json", "{}", "application/json", AttachmentKind::Text);
    row("a.svg", "<svg/>", "image/svg+xml", AttachmentKind::Text);
    row("Makefile", "all:\n", "text/plain", AttachmentKind::Text);
    row("empty", "", "text/plain", AttachmentKind::Text);
    row("a.csv", "Größe;1", "text/csv", AttachmentKind::Text);
    row("latin1.txt", "Gr\xf6\xdf\x65", "application/octet-stream", AttachmentKind::Other);
    row("a.json.zip", "PK\x03\x04", "application/zip", AttachmentKind::Other);
    row("nul.txt", QByteArray("a\0b", 3), "application/octet-stream", AttachmentKind::Other);
}

void tst_Attachment::typesAreTold()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, data);
    QFETCH(QString, type);
    QFETCH(int, kind);
    QCOMPARE(mimeTypeOf(name, data), type);
    QCOMPARE(int(attachmentKind({name, type, data})), kind);
    QCOMPARE(int(attachmentKind({name, type.toUpper() + QStringLiteral("; charset=utf-8"), data})), kind);
}

void tst_Attachment::partsKeepTheirOrder()
{
    const Attachment image{QStringLiteral("i"), QStringLiteral("image/png"), "x"};
    const Attachment text{QStringLiteral("t"), QStringLiteral("text/plain"), "content"};
    const Message message{Role::User, QStringLiteral("first"), {text, image, text, text}};
    const std::vector<ContentPart> parts = contentParts(message);
    QCOMPARE(parts.size(), size_t(3));
    QCOMPARE(parts[0].text, QStringLiteral("first\n\n<file name=\"t\">\ncontent\n</file>"));
    QCOMPARE(parts[1].file, &message.attachments[1]);
    QCOMPARE(parts[2].text.count(QStringLiteral("content")), 2);
    QCOMPARE(contentParts({Role::User, {}, {image}}).size(), size_t(1)); // no empty text
    QVERIFY(contentParts({}).empty());
}

void tst_Attachment::aNameCannotEndItsTag()
{
    const QString quoted = quotedFile({QStringLiteral("a\"> x.txt"), QStringLiteral("text/plain"), "c"});
    QCOMPARE(quoted.count(u'"'), 2);
}

void tst_Attachment::imagesTellTheirSize_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    const auto row = [](const char *name, const char *hex, int width, int height) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << width << height;
    };
    row("PNG", "89504e470d0a1a0a 0000000d 49484452 00000780 00000438", 1920, 1080);
    row("GIF", "474946383961 4001 f000 f7", 320, 240);
    row("JPEG", "ffd8 ffe0 0006 4a464946 ffc4 0004 0000 ffff c0 0011 08 0258 0320 03 000000", 800, 600);
    row("JPEG, progressive", "ffd8 ffc2 0011 08 0001 0002 03 000000", 2, 1);
    row("WebP, lossy", "52494646 00000000 57454250 56503820 00000000 000000 9d012a 2c01 c840 00", 300, 200);
    row("WebP, lossless", "52494646 00000000 57454250 5650384c 00000000 2f 2bc13100 0000000000", 300, 200);
    row("WebP, extended", "52494646 00000000 57454250 56503858 00000000 00000000 2b0100 c70000", 300, 200);
    row("text", "48616c6c6f", 0, 0);
    row("nothing", "", 0, 0);
    row("PNG of no width", "89504e470d0a1a0a 0000000d 49484452 00000000 00000438", 0, 0);
}

void tst_Attachment::imagesTellTheirSize()
{
    QFETCH(QByteArray, image);
    QFETCH(int, width);
    QFETCH(int, height);
    const PixelSize size = imageSize(image).value_or(PixelSize());
    QCOMPARE(size.width, width);
    QCOMPARE(size.height, height);
}

void tst_Attachment::cutImagesHaveNoSizeOrTheirOwn()
{
    // Whatever is cut off, nothing is read beyond the end (the sanitizer's build would tell).
    const QByteArrayList images{QByteArray::fromHex("89504e470d0a1a0a0000000d494844520000078000000438"),
                                QByteArray::fromHex("ffd8ffe000064a464946ffc4000400 00ffffc0001108025803200300 0000"),
                                QByteArray::fromHex("52494646000000005745425056503858000000000000 00002b0100c70000")};
    for (const QByteArray &image : images) {
        const std::optional<PixelSize> whole = imageSize(image);
        for (qsizetype length = 0; length < image.size(); ++length) {
            const std::optional<PixelSize> cut = imageSize(QByteArray(image.constData(), length));
            QVERIFY(!cut || cut == whole);
        }
    }
}

QTEST_GUILESS_MAIN(tst_Attachment)
#include "tst_attachment.moc"
