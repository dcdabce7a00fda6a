#pragma once

#include <QString>

#include <vector>

class QTextBrowser;

namespace burin {

/// A picture of a guide: a line ![words](../pictures/NAME-light.png), which also works where the guides are read on the
/// web.
struct GuidePicture {
    QString words;
    QString name; ///< Without folder, theme and ending.
    bool operator==(const GuidePicture &) const = default;
};

std::vector<GuidePicture> picturesIn(const QString &markdown);

/// Puts the pictures of @p markdown, which @p view shows, into the places where their words stand; in the theme's
/// version, and no wider than the view. They come from the program itself: a view of Markdown loads nothing.
void showPictures(QTextBrowser *view, const QString &markdown);

} // namespace burin
