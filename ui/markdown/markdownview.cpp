#include "ui/markdown/markdownview.h"

#include "ui/markdown/linkdialog.h"
#include "ui/markdown/markdownhtml.h"
#include "ui/markdown/plainlines.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QScrollBar>
#include <QtConcurrent>
#include <QTextDocument>
#include <QThread>

#include <utility>

namespace burin {

namespace {

constexpr qsizetype RenderedAtOnce = 8'000; ///< UTF-16 units that take a few milliseconds; more goes to another thread.

/// An invalid or empty answer would make Qt open the name as a file.
QVariant placeholder()
{
    QImage image(1, 1, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

/// Opens nothing, whatever a text names.
class InertDocument : public QTextDocument {
protected:
    QVariant loadResource(int, const QUrl &) override { return placeholder(); }
};

struct Job {
    QString markdown;
    MarkdownStyle style;
    QFont font;
    double margin = 0;
    QThread *destination = nullptr;
};

/// Deletes a document where it lives, wherever its last owner lets go of it.
void release(QTextDocument *document)
{
    if (document->thread() == QThread::currentThread())
        delete document;
    else
        document->deleteLater();
}

/// Builds the document on the calling thread; its layout is made by the view, piece by piece.
std::shared_ptr<QTextDocument> makeDocument(const Job &job)
{
    std::shared_ptr<QTextDocument> document(new InertDocument, release);
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(job.font);
    document->setDocumentMargin(job.margin);
    const QString html = toHtml(job.markdown, job.style);
    document->setProperty("plain", html.isNull());
    if (html.isNull())
        document->setPlainText(hardWrapped(withoutSpecials(job.markdown)));
    else
        document->setHtml(html);
    document->moveToThread(job.destination); // a hand-over: nothing here touches it any more
    return document;
}

} // namespace

MarkdownView::MarkdownView(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setProperty("bare", true);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (isLinkAllowed(QString::fromLatin1(url.toEncoded()))) askToOpenLink(url, this);
    });
    connect(&m_job, &QFutureWatcherBase::finished, this, [this] {
        if (m_job.future().resultCount() > 0) replaceDocument(m_job.result());
    });
    connect(&theme(), &Theme::changed, this, &MarkdownView::render);
}

MarkdownView::~MarkdownView()
{
    setDocument(nullptr); // ours goes before the widget that shows it
}

QVariant MarkdownView::loadResource(int, const QUrl &)
{
    return placeholder();
}

void MarkdownView::showMarkdown(const QString &markdown)
{
    if (markdown != m_markdown) verticalScrollBar()->setValue(0);
    m_markdown = markdown;
    render();
}

void MarkdownView::render()
{
    const Job job{m_markdown, markdownStyle(), theme().bodyFont(), double(theme().space(3)), thread()};
    m_job.setFuture({});
    if (m_markdown.size() <= RenderedAtOnce)
        replaceDocument(makeDocument(job));
    else
        m_job.setFuture(QtConcurrent::run(makeDocument, job));
}

void MarkdownView::replaceDocument(const std::shared_ptr<QTextDocument> &document)
{
    const int scrolled = verticalScrollBar()->value();
    const std::shared_ptr<QTextDocument> old = std::exchange(m_document, document); // outlives the exchange below
    m_plain = document->property("plain").toBool();
    setDocument(document.get());
    verticalScrollBar()->setValue(scrolled);
    Q_EMIT rendered();
}

} // namespace burin
