#include "ui/workbench/thumbnail.h"

#include <QBuffer>
#include <QImageReader>
#include <QtConcurrentRun>

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr std::array pictureFormats = {"png", "jpeg", "gif", "webp", "bmp"};

QImage shrunk(QByteArray data, int side)
{
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    if (std::ranges::none_of(pictureFormats, [&format](const char *name) { return format == name; })) return {};
    if (reader.size().isValid()) {
        const QSize size = reader.size().scaled(side, side, Qt::KeepAspectRatio);
        if (size.width() < reader.size().width()) reader.setScaledSize(size.expandedTo(QSize(1, 1)));
    }
    const QImage image = reader.read();
    if (image.width() <= side && image.height() <= side) return image;
    return image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

QByteArray asPng(const QImage &image)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return data;
}

} // namespace

QFuture<QImage> thumbnailOf(const QByteArray &data, int side)
{
    return QtConcurrent::run(shrunk, data, side);
}

QFuture<QByteArray> pngOf(const QImage &image)
{
    return QtConcurrent::run(asPng, image);
}

} // namespace burin
