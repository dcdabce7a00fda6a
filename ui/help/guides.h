#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace burin {

/// A part of a guide: a heading with what stands under it, up to the next heading of any level.
struct GuideSection {
    int level = 1; ///< 1 is the guide's title.
    QString title; ///< Plain text.
    QString text;  ///< Markdown, without the heading.
    bool operator==(const GuideSection &) const = default;
};

/// A guide of resources/help, read from inside the program.
struct Guide {
    QString name; ///< Of its file: "troubleshooting".
    std::vector<GuideSection> sections;

    const QString &title() const { return sections.front().title; }
};

/// Takes a guide apart at its headings ("#" to "######"; those inside code fences are text). Pure.
std::vector<GuideSection> sectionsOf(const QString &markdown);

/// All guides, in the order in which they should be read.
const std::vector<Guide> &guides();

/// The Markdown of section @p index with everything below it.
QString markdownFrom(const Guide &guide, size_t index);

/// Whether all @p words occur in the section's title or text, in whatever case.
bool mentions(const GuideSection &section, const QStringList &words);

} // namespace burin
