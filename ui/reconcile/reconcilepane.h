#pragma once

#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/domain/usagedrift.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace burin {

class CellModel;
class ColumnPicker;
class DataTable;
class SortedCells;

/// A provider's usage file beside the ledger, and answers whose cost the provider can still tell. Shows and emits;
/// reads no file and asks nobody.
class ReconcilePane : public QWidget {
    Q_OBJECT
public:
    explicit ReconcilePane(QWidget *parent = nullptr);

    void setProviders(const std::vector<ProviderState> &providers);
    /// Answers at the provider that can tell its charges whose cost is not certain.
    void setOpenCharges(const QString &providerName, int count);
    void showDrift(const QString &path, const UsageDrift &drift);
    void showFileProblem(const UsageFileError &error);
    void showProblem(const Error &error);
    void showChargeProgress(const ChargeProgress &progress);
    void showChargesDone(const ChargeProgress &progress);

Q_SIGNALS:
    /// The provider is for a file that does not tell it; @p columns is empty while the headings are to tell them.
    void fileChosen(const QString &path, const QString &providerId, const std::optional<burin::UsageColumns> &columns);
    void chargesRequested();
    void cancelRequested();
    void runRequested(burin::RunId run);

private:
    QWidget *makeFileBar();
    QWidget *makeCharges();
    QWidget *makeResult();
    void chooseFile();

    QString m_path;
    UsageDrift m_drift;
    QComboBox *m_provider = nullptr;
    ColumnPicker *m_columns;
    QLabel *m_summary = nullptr;
    CellModel *m_rows = nullptr;
    SortedCells *m_sorted = nullptr;
    DataTable *m_table = nullptr;
    QLabel *m_unmatchedTitle = nullptr;
    CellModel *m_unmatched = nullptr;
    DataTable *m_unmatchedTable = nullptr;
    QLabel *m_charges = nullptr;
    QPushButton *m_ask = nullptr;
    QPushButton *m_cancel = nullptr;
    QProgressBar *m_progress = nullptr;
};

} // namespace burin
