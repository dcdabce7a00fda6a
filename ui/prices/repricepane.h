#pragma once

#include "core/domain/chat.h"
#include "core/domain/error.h"
#include "core/domain/history.h"
#include "core/domain/provider.h"
#include "ui/prices/repricetables.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace burin {

class CellModel;
class DataTable;

/// Old runs at other prices: those without a known price at today's (previewed, then applied, and undone), and the
/// question what the same runs would cost on another model. Emits what the user asks for and shows how it goes.
class RepricePane : public QWidget {
    Q_OBJECT
public:
    explicit RepricePane(QWidget *parent = nullptr);

    void setProviders(const std::vector<ProviderState> &providers);
    /// What the fields can be completed to.
    void setFacets(const RunFacets &facets);
    /// Something is going on; @p sum is what was found or done so far.
    void showProgress(const RepriceStep &sum);
    /// It has ended; a preview may be applied then, unless it was cancelled.
    void showResult(const RepriceStep &sum, RepriceQuestion question);
    /// Runs were priced anew, or given back their receipts: @p text says so.
    void showDone(const QString &text);
    void showProblem(const Error &error);
    void setRepricings(const std::vector<Repricing> &repricings);
    void showReplaced(const std::vector<ReplacedReceipt> &receipts);

Q_SIGNALS:
    void previewRequested(const burin::RunChoice &choice);
    void whatIfRequested(const burin::RunChoice &choice, const burin::ModelRef &model);
    void applyRequested(const burin::RunChoice &choice); ///< That of the preview.
    void cancelRequested();
    void undoRequested(burin::RepricingId id);
    void replacedRequested(burin::RepricingId id);
    void runRequested(burin::RunId run);

private:
    QWidget *makeChoice();
    QWidget *makeQuestions();
    QWidget *makeHistory();
    /// Nullopt: a day cannot be read; says so.
    std::optional<RunChoice> choice();
    void preview();
    void askWhatIf();
    void setBusy(bool busy);
    void setTable(const RepriceStep &sum, RepriceQuestion question);
    const Repricing *selected() const;
    void offerUndo();

    std::vector<Repricing> m_repricings;
    std::vector<ReplacedReceipt> m_replaced;
    RunChoice m_previewed;
    QLineEdit *m_from = nullptr;
    QLineEdit *m_to = nullptr;
    QComboBox *m_provider = nullptr;
    QComboBox *m_model = nullptr;
    QComboBox *m_prompt = nullptr;
    QPushButton *m_preview = nullptr;
    QPushButton *m_apply = nullptr;
    QComboBox *m_otherProvider = nullptr;
    QComboBox *m_otherModel = nullptr;
    QPushButton *m_whatIf = nullptr;
    QPushButton *m_cancel = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_summary = nullptr;
    CellModel *m_lines = nullptr;
    DataTable *m_table = nullptr;
    QWidget *m_history = nullptr;
    CellModel *m_past = nullptr;
    DataTable *m_pastTable = nullptr;
    QPushButton *m_undo = nullptr;
    CellModel *m_receipts = nullptr;
    DataTable *m_receiptTable = nullptr;
};

} // namespace burin
