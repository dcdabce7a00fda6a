#include "core/simulator/prose.h"

#include "core/simulator/wordstock.h"

namespace burin::simulator {

namespace {

constexpr int LongestPiece = 12;
constexpr int RoomForBlock = 120; ///< Tokens that must be left for another heading, list or code block.

class Writer {
public:
    explicit Writer(const ProseOrder &order)
        : m_state(order.seed), m_sentence(order.seed % wordstock::sentences.size()), m_wanted(size_t(order.tokens))
    {
        add(order.opening);
    }

    size_t missing() const { return m_wanted > m_pieces.size() ? m_wanted - m_pieces.size() : 0; }

    void paragraph(int count)
    {
        QString text;
        for (int i = 0; i < count; ++i)
            text += (i ? QStringLiteral(" ") : QString()) + sentence();
        add(text);
    }
    void heading() { add(QStringLiteral("## ") + capital(filled(pick(wordstock::headings)))); }
    void list()
    {
        QStringList items;
        for (int i = 0; i < 4; ++i)
            items += QStringLiteral("- ") + filled(pick(wordstock::listItems));
        add(items.join(u'\n'));
    }
    void code()
    {
        const QString noun = QString::fromLatin1(pick(wordstock::nouns));
        const QString verb = QString::fromLatin1(pick(wordstock::verbs));
        add(QStringLiteral("```python\ndef %2_all(%1s):\n    \"\"\"Return the %1s that are worth keeping.\"\"\"\n"
                           "    kept = [%2(%1) for %1 in %1s if %1]\n    return sorted(kept, key=len)\n```")
                .arg(noun, verb));
    }
    void sentencesToTheEnd()
    {
        if (missing() > 0) paragraph(1);
        while (missing() > 0)
            append(u' ' + sentence());
    }
    std::vector<QString> take()
    {
        if (m_pieces.size() > m_wanted) {
            m_pieces.resize(m_wanted);
            endSentence();
        }
        return std::move(m_pieces);
    }

private:
    quint64 random() // splitmix64
    {
        quint64 z = m_state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    template <size_t N> const char *pick(const std::array<const char *, N> &words) { return words[random() % N]; }

    const char *wordFor(char mark)
    {
        switch (mark) {
        case 'a':
            return pick(wordstock::adjectives);
        case 'v':
            return pick(wordstock::verbs);
        case 'd':
            return pick(wordstock::adverbs);
        case 't':
            return pick(wordstock::times);
        default:
            return pick(wordstock::nouns);
        }
    }
    QString filled(const char *pattern)
    {
        QString text;
        for (const char *c = pattern; *c; ++c) {
            if (*c == '%')
                text += QLatin1StringView(wordFor(*++c));
            else
                text += QLatin1Char(*c);
        }
        return text;
    }
    static QString capital(QString text)
    {
        text[0] = text[0].toUpper();
        return text;
    }
    /// The patterns take turns, so that no sentence follows its like.
    QString sentence()
    {
        constexpr size_t Stride = 5;
        static_assert(wordstock::sentences.size() % Stride != 0);
        m_sentence = (m_sentence + Stride) % wordstock::sentences.size();
        return capital(filled(wordstock::sentences[m_sentence]));
    }

    void add(const QString &block)
    {
        if (!block.isEmpty()) append(m_pieces.empty() ? block : QStringLiteral("\n\n") + block);
    }
    void append(const QString &text)
    {
        for (QString &piece : simulatorTokens(text))
            m_pieces.push_back(std::move(piece));
    }
    void endSentence()
    {
        if (m_pieces.empty()) return;
        QString &last = m_pieces.back();
        while (last.size() > 1 && last.back().isPunct())
            last.chop(1);
        last += u'.';
    }

    quint64 m_state;
    size_t m_sentence;
    size_t m_wanted;
    std::vector<QString> m_pieces;
};

} // namespace

std::vector<QString> simulatorTokens(QStringView text)
{
    std::vector<QString> pieces;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype start = i;
        while (i < text.size() && text[i].isSpace())
            ++i;
        const qsizetype word = i;
        while (i < text.size() && !text[i].isSpace() && i - word < LongestPiece)
            i += text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate() ? 2 : 1;
        pieces.push_back(text.mid(start, i - start).toString());
    }
    return pieces;
}

std::vector<QString> writeProse(const ProseOrder &order)
{
    Writer writer(order);
    for (int section = 0; writer.missing() > RoomForBlock; ++section) {
        writer.heading();
        writer.paragraph(3);
        if (section % 3 == 0) writer.list();
        if (section % 3 == 1) writer.code();
    }
    writer.sentencesToTheEnd();
    return writer.take();
}

std::vector<QString> writeThoughts(const ProseOrder &order)
{
    Writer writer(order);
    writer.sentencesToTheEnd();
    return writer.take();
}

} // namespace burin::simulator
