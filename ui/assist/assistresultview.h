#pragma once

#include "core/domain/assist.h"
#include "core/prompt/promptdiff.h"
#include "ui/common/latest.h"

#include <QStackedWidget>

#include <vector>

class QPlainTextEdit;
class QTreeWidget;

namespace burin {

class DiffView;
class MarkdownView;

/// A model's answer about a prompt in the form of its kind: the prompt before and after with
/// the words that differ marked, a table of cases, or text.
class AssistResultView : public QStackedWidget {
    Q_OBJECT
public:
    explicit AssistResultView(QWidget *parent = nullptr);

    void clear();
    void showResult(const AssistResult &result, const PromptDraft &subject);
    /// What a model wrote that could not be understood.
    void showRaw(const QString &answer);
    const PromptDraft &proposal() const { return m_shown.proposal; }
    std::vector<ValueSet> tickedCases() const;

private:
    QWidget *makeTexts();
    void showTexts(const QString &before, const QString &after);
    void fillCases();

    AssistResult m_shown;
    QWidget *m_nothing;
    Latest m_comparing;
    DiffView *m_before = nullptr; ///< These two before m_texts, which makes them.
    DiffView *m_after = nullptr;
    QWidget *m_texts;
    QTreeWidget *m_cases;
    MarkdownView *m_words;
    QPlainTextEdit *m_raw;
};

} // namespace burin
