#pragma once

#include <QString>
#include <QWidget>

namespace burin {

/// Grabs a widget in the light and in the dark theme as NAME-light.png and NAME-dark.png of a folder. At most 256
/// colours, so that the files stay small; the most frequent ones are exact.
class TourPictures {
public:
    explicit TourPictures(const QString &folder) : m_folder(folder) {}
    /// Whether both were written.
    bool take(QWidget *widget, const QString &name) const;

private:
    QString m_folder;
};

} // namespace burin
