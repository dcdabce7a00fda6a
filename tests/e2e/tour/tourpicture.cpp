#include "tests/e2e/tour/tourpicture.h"

#include "ui/theme/theme.h"

#include <QHash>
#include <QImage>
#include <QPixmap>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace burin {

namespace {

constexpr int Settling = 400; ///< Milliseconds until a theme, a layout or an animation is done.
constexpr qsizetype MostColours = 256;

int distance(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

/// The most frequent colours of @p image, the most frequent one first.
QList<QRgb> paletteOf(const QImage &image)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    QList<QRgb> colours = counts.keys();
    std::ranges::sort(colours, [&counts](QRgb a, QRgb b) { return counts[a] > counts[b]; });
    return colours.mid(0, MostColours);
}

QImage withFewColours(const QImage &image)
{
    const QList<QRgb> palette = paletteOf(image);
    QHash<QRgb, uchar> places;
    const auto placeOf = [&](QRgb colour) {
        const auto known = places.constFind(colour);
        if (known != places.cend()) return *known;
        const auto nearest = std::ranges::min_element(palette, {}, [colour](QRgb c) { return distance(c, colour); });
        return *places.insert(colour, uchar(nearest - palette.begin()));
    };
    QImage few(image.size(), QImage::Format_Indexed8);
    few.setColorTable(palette);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            few.scanLine(y)[x] = placeOf(image.pixel(x, y));
    return few;
}

} // namespace

bool TourPictures::take(QWidget *widget, const QString &name) const
{
    bool written = true;
    for (const auto &[mode, suffix] : {std::pair{ThemeMode::Dark, "dark"}, std::pair{ThemeMode::Light, "light"}}) {
        theme().setMode(mode);
        QTest::qWait(Settling);
        const QImage image = widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QString path = QStringLiteral("%1/%2-%3.png").arg(m_folder, name, QLatin1StringView(suffix));
        written = withFewColours(image).save(path, "PNG", 0) && written; // 0: as small as it gets
    }
    return written;
}

} // namespace burin
