#pragma once

#include <QFuture>
#include <QImage>

namespace burin {

/// A small picture of @p data, at most @p side pixels wide and high, made in the pool. Null when it is not one of
/// the common picture formats: what may contain programs or references, such as SVG, is not drawn.
QFuture<QImage> thumbnailOf(const QByteArray &data, int side);

/// @p image as a PNG file, made in the pool.
QFuture<QByteArray> pngOf(const QImage &image);

} // namespace burin
