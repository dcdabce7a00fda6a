#include "ui/help/guidepictures.h"

#include "ui/theme/theme.h"

#include <QImage>
#include <QRegularExpression>
#include <QTextBrowser>
#include <QTextCursor>
#include <QUrl>

#include <algorithm>

namespace burin {

namespace {

/// In the theme's version, or the light one where there is no other.
QImage pictureNamed(const QString &name)
{
    const auto load = [&name](const char *theme) {
        return QImage(QStringLiteral(":/burin/pictures/%1-%2.png").arg(name, QLatin1StringView(theme)));
    };
    const QImage dark = theme().mode() == ThemeMode::Dark ? load("dark") : QImage();
    return dark.isNull() ? load("light") : dark;
}

} // namespace

std::vector<GuidePicture> picturesIn(const QString &markdown)
{
    static const QRegularExpression picture(
        QStringLiteral("^!\\[([^\\]]+)\\]\\(\\.\\./pictures/([a-z0-9-]+)-light\\.png\\)$"),
        QRegularExpression::MultilineOption);
    std::vector<GuidePicture> pictures;
    for (auto it = picture.globalMatch(markdown); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        pictures.push_back({match.captured(1), match.captured(2)});
    }
    return pictures;
}

void showPictures(QTextBrowser *view, const QString &markdown)
{
    const double margins = 2 * view->document()->documentMargin();
    const double room = std::max(1.0, view->viewport()->width() - margins);
    for (const GuidePicture &picture : picturesIn(markdown)) {
        const QImage image = pictureNamed(picture.name);
        QTextCursor place = view->document()->find(QStringLiteral("[image: %1]").arg(picture.words));
        if (image.isNull() || place.isNull()) continue;
        const QUrl name(QStringLiteral("picture:") + picture.name);
        view->document()->addResource(QTextDocument::ImageResource, name, image);
        QTextImageFormat format;
        format.setName(name.toString());
        format.setWidth(std::min(room, double(image.width())));
        format.setToolTip(picture.words);
        place.insertImage(format);
        place.insertText(QChar(QChar::LineSeparator) + picture.words); // for those who cannot see it
    }
}

} // namespace burin
