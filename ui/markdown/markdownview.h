#pragma once

#include <QFutureWatcher>
#include <QTextBrowser>

#include <memory>

namespace burin {

/// Shows a model's answer rendered, or as plain lines where it is beyond what can be rendered quickly. Loads nothing:
/// no image, no style sheet, no file; a link asks before it opens. Large answers are prepared on another thread.
class MarkdownView : public QTextBrowser {
    Q_OBJECT
public:
    explicit MarkdownView(QWidget *parent = nullptr);
    ~MarkdownView() override;

    /// Replaces what is shown; rendered() follows, at once for small texts. Scroll position kept only for the same
    /// text.
    void showMarkdown(const QString &markdown);
    const QString &markdown() const { return m_markdown; }
    /// Whether the text was beyond the limits and is shown as plain lines.
    bool isPlain() const { return m_plain; }

    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void rendered();

private:
    void render();
    void replaceDocument(const std::shared_ptr<QTextDocument> &document);

    QString m_markdown;
    std::shared_ptr<QTextDocument> m_document;
    bool m_plain = false;
    QFutureWatcher<std::shared_ptr<QTextDocument>> m_job; ///< The newest text's; older renderings are dropped.
};

} // namespace burin
