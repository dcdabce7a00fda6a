#pragma once

#include "core/domain/run.h"
#include "core/prompt/messageorigins.h"

#include <QTextEdit>

namespace burin {

/// What was sent: the messages, the variables and the parameters of a run as one selectable text with headings, never
/// as markup. Values are marked where they were filled in; the template stands beside its message, or below it where
/// there is no room.
class PromptView : public QTextEdit {
    Q_OBJECT
public:
    enum class Templates { Hidden, Shown };

    explicit PromptView(QWidget *parent = nullptr);
    void setRecord(const RunRecord &record);
    void setTemplates(Templates templates);
    /// Whether a message differs from the template it came from.
    bool hasTemplates() const;
    /// The messages as they were sent, as text.
    QString messagesText() const;

    /// A longer message is cut in this view, and said to be: laying it out would block the window.
    static constexpr qsizetype LongestMessage = 100'000; ///< UTF-16 units.

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    const PromptMessage *templateOf(size_t message) const;
    bool isWide() const;

    std::vector<Message> m_messages;
    std::vector<MessageOrigin> m_origins;
    PromptDraft m_draft;
    Templates m_templates = Templates::Shown;
    bool m_wide = false; ///< As it was built.
};

} // namespace burin
