#pragma once

#include "core/domain/replay.h"
#include "ui/common/latest.h"
#include "ui/history/wiretext.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QSplitter;
class QToolButton;

namespace burin {

class StreamView;
struct SnippetLanguage;

/// The request as it was sent and the response as it came, an attempt at a time, pretty or raw. Texts are made in the
/// pool and put in piece by piece.
class WireSection : public QWidget {
    Q_OBJECT
public:
    explicit WireSection(QWidget *parent = nullptr);

    /// Without a recording there is the request's body, and @p why says why there is no more.
    void setRecord(const RunRecord &record, const QString &why);
    void setReplays(const std::vector<Replay> &replays);
    void setLanguages(const std::vector<SnippetLanguage> &languages);

Q_SIGNALS:
    void copyAsRequested(const QString &language);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBar();
    void build();
    void refresh();

    QByteArray m_body; ///< Of the request, from the run.
    QString m_why;
    std::vector<WireRecording> m_recordings;
    Latest m_texts;
    WireText m_shown;
    QComboBox *m_attempt;
    QToolButton *m_raw;
    QToolButton *m_copyAs;
    QToolButton *m_copy;
    QSplitter *m_panes;
    StreamView *m_request;
    StreamView *m_response;
};

} // namespace burin
