#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/library.h"
#include "core/prompt/promptdiff.h"
#include "ui/common/latest.h"

#include <QFuture>
#include <QWidget>

#include <array>
#include <functional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace burin {

class VersionDiffText;

/// Two versions of a prompt side by side in a window of their own, or one and what is being written. Reads them itself;
/// what differs is found in the pool.
class VersionDiffWindow : public QWidget {
    Q_OBJECT
public:
    struct Source {
        std::function<QFuture<Result<std::vector<PromptVersion>>>(PromptId)> list; ///< Newest first.
        std::function<QFuture<Result<PromptVersion>>(VersionId)> version;
        std::function<PromptDraft()> written; ///< What is being written now.
    };

    explicit VersionDiffWindow(Source source, QWidget *parent = nullptr);

    /// Shows the window in front with these versions of @p prompt; an invalid one is what is being written.
    void compare(PromptId prompt, VersionId before, VersionId after);

Q_SIGNALS:
    void restoreRequested(burin::VersionId version);
    void shown(); ///< What was asked for last is there.

private:
    QWidget *makeBar();
    QWidget *makeSide(int side);
    void makeKeys();
    void offer(const std::vector<PromptVersion> &versions);
    VersionId chosen(int side) const;
    void read();
    QFuture<Result<PromptVersion>> draftOf(VersionId version) const;
    void show(const std::vector<PromptDiffRow> &rows);
    void refresh();
    void tell(const QString &sentence);

    Source m_source;
    PromptId m_prompt;
    std::array<VersionId, 2> m_wanted; ///< Before, after.
    Latest m_listing;
    Latest m_reading;
    std::vector<PromptDiffRow> m_rows;
    std::array<QComboBox *, 2> m_versions{};
    std::array<QPushButton *, 2> m_restore{};
    QLabel *m_note;
    QToolButton *m_same = nullptr; ///< Whether what is the same is shown too.
    VersionDiffText *m_text;
};

} // namespace burin
