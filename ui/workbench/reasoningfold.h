#pragma once

#include <QWidget>

namespace burin {

class FoldButton;
class StreamView;

/// What a model thinks before it answers: folded away, its size always in sight. Invisible while there is none.
class ReasoningFold : public QWidget {
    Q_OBJECT
public:
    explicit ReasoningFold(QWidget *parent = nullptr);

    void addText(const QString &text);
    /// Replaces everything. @p tokens as the provider counted them, if it did.
    void replaceText(const QString &text, std::optional<qint64> tokens = std::nullopt);

private:
    void showSize(const QString &size);

    StreamView *m_view;
    FoldButton *m_fold;
    qsizetype m_characters = 0;
};

} // namespace burin
