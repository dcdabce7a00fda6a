#pragma once

#include "core/domain/prompt.h"
#include "core/prompt/template.h"
#include "ui/workbench/messageheader.h"
#include "ui/workbench/textsearch.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;

namespace burin {

class AttachmentStrip;
class MessageText;

/// One message of a prompt: its header, the text with {{variables}}, and what is wrong with it, marked in the text and
/// said below it. Plain text only. Its text is undone here; everything else about it is decided by the list it is in.
class MessageEditor : public QWidget {
    Q_OBJECT
public:
    explicit MessageEditor(QWidget *parent = nullptr);

    /// Everything, without edited().
    void setMessage(const PromptMessage &message);
    PromptMessage message() const;
    /// Everything but the text and whether it is folded, which stay.
    void setShape(const PromptMessage &message);
    /// The place in the list, from 1.
    void setNumber(int number);
    /// What is sent, for the size: the text with its variables filled in.
    void setVariables(const VariableValues &values);
    /// The exact size in tokens and its share of all in percent; std::nullopt: it is estimated here.
    void setTokens(std::optional<qint64> count, int percent);
    /// Marks what is wrong with the text, at once. False when something is.
    bool check();
    /// The same for what shows only when the prompt is rendered; goes there.
    void showProblem(const TemplateError &problem);
    void setFolded(bool folded);
    /// Marks what a search found.
    void setHits(const std::vector<TextHit> &hits);
    /// Where writing begins: the text, or what unfolds it.
    QWidget *entry() const;
    /// Why a file could not be attached.
    void showAttachmentProblem(const QString &problem);
    MessageText *editor() const { return m_editor; }
    MessageHeader *header() const { return m_header; }

Q_SIGNALS:
    void edited(); ///< By the user: the text, folding.
    /// Something else is wanted: the message as it would be then.
    void shapeWanted(const burin::PromptMessage &message);
    void filesOffered(const QStringList &paths); ///< To be read and attached.

private:
    void makeCallFields();
    void layOut();
    void connectParts();
    void noteEdit();
    void analyse();
    void showSize();
    void showShape();
    void toggleFold();
    void attachImage(const QImage &image);
    void showProblems(const std::vector<TemplateError> &problems);
    void showMarks();

    MessageHeader *m_header;
    MessageText *m_editor;
    QLineEdit *m_callId; ///< Of a tool's answer.
    AttachmentStrip *m_attachments;
    QLabel *m_calls; ///< What an assistant asks for.
    QLabel *m_problem;
    QTimer m_pause; ///< Problems are told when the typing rests.
    VariableValues m_values;
    PromptMessage m_shape; ///< Without the text.
    QString m_last;        ///< The text at the last edit.
    std::vector<TemplateError> m_problems;
    std::vector<TextHit> m_hits;
    qint64 m_estimate = 0;
    std::optional<qint64> m_tokens;
    int m_percent = 0;
    int m_number = 1;
};

} // namespace burin
