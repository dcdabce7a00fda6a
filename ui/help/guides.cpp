#include "ui/help/guides.h"

#include <QFile>

#include <algorithm>

namespace burin {

namespace {

constexpr const char *names[] = {"first-steps", "authoring", "history",         "costs",
                                 "budgets",     "data",      "api-integration", "troubleshooting"};
constexpr int deepestHeading = 6;

/// 1 to 6 for a heading, else 0.
int levelOf(QStringView line)
{
    const auto end = std::ranges::find_if(line, [](QChar c) { return c != u'#'; });
    const auto level = int(end - line.begin());
    return level <= deepestHeading && end != line.end() && *end == u' ' ? level : 0;
}

Guide readGuide(const char *name)
{
    QFile file(QStringLiteral(":/burin/help/%1.md").arg(QLatin1StringView(name)));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // it is part of the program
    Q_UNUSED(opened)
    return {QString::fromLatin1(name), sectionsOf(QString::fromUtf8(file.readAll()))};
}

} // namespace

std::vector<GuideSection> sectionsOf(const QString &markdown)
{
    std::vector<GuideSection> sections;
    bool inFence = false;
    for (const QStringView line : QStringView(markdown).tokenize(u'\n')) {
        if (line.startsWith(QLatin1StringView("```"))) inFence = !inFence;
        const int level = inFence ? 0 : levelOf(line);
        if (level > 0)
            sections.push_back({level, line.mid(level + 1).trimmed().toString().remove(u'`'), {}});
        else if (!sections.empty())
            sections.back().text += line.toString() + u'\n';
    }
    return sections;
}

const std::vector<Guide> &guides()
{
    static const std::vector<Guide> all = [] {
        std::vector<Guide> read;
        std::ranges::transform(names, std::back_inserter(read), readGuide);
        return read;
    }();
    return all;
}

QString markdownFrom(const Guide &guide, size_t index)
{
    QString markdown;
    const int level = guide.sections.at(index).level;
    for (size_t i = index; i < guide.sections.size(); ++i) {
        const GuideSection &section = guide.sections[i];
        if (i > index && section.level <= level) break;
        markdown += QString(section.level, u'#') + u' ' + section.title + u'\n' + section.text;
    }
    return markdown;
}

bool mentions(const GuideSection &section, const QStringList &words)
{
    return std::ranges::all_of(words, [&section](const QString &word) {
        return section.title.contains(word, Qt::CaseInsensitive) || section.text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace burin
