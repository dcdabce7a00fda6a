#pragma once

#include "core/base/result.h"
#include "core/cost/ownprices.h"
#include "ui/prices/pricetable.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace burin {

class CellModel;
class ChangesPreview;
class DataTable;
class PriceForm;
class SortedCells;
class UndoBar;
class UnpricedList;

/// All of the price book that a page shows.
struct PriceBookContents {
    PriceBook builtIn;
    std::vector<OwnPrice> own;
    std::vector<UnpricedModel> unpriced; ///< Those without a price still.
};

/// The price book: its rows with their source and dates, prices of the user's own to add, change and end, and what a
/// provider's list would change. Emits what the user decides and shows what it is given.
class PricesPane : public QWidget {
    Q_OBJECT
public:
    explicit PricesPane(QWidget *parent = nullptr);

    void setContents(const PriceBookContents &contents);
    /// The providers whose lists can be asked for.
    void setProviders(const std::vector<ProviderState> &providers);
    /// The answer to refreshRequested().
    void showChanges(const QString &provider, const Result<std::vector<PriceChange>> &changes);
    /// The answer to priceSaved(), when it was not kept.
    void showSaveProblem(const Error &error);
    /// It was: the form closes.
    void closeForm();

Q_SIGNALS:
    void priceSaved(const burin::OwnPrice &price);
    void priceRemoved(burin::OwnPriceId id);
    void refreshRequested(const QString &providerId);
    void changesTaken(const std::vector<burin::PriceRow> &rows);

private:
    QWidget *makeBar();
    QWidget *makeTable();
    void fillTable();
    void editSelected();
    void endSelected();
    void removeSelected();
    void offerActions();
    const ShownPrice *selected() const;

    PriceBookContents m_contents;
    std::vector<ShownPrice> m_shown; ///< The rows of the table.
    UnpricedList *m_unpriced;
    PriceForm *m_form;
    ChangesPreview *m_changes;
    UndoBar *m_undo;
    QLineEdit *m_search = nullptr;
    QToolButton *m_onlyOwn = nullptr;
    QComboBox *m_provider = nullptr;
    QPushButton *m_refresh = nullptr;
    CellModel *m_model = nullptr;
    SortedCells *m_sorted = nullptr;
    DataTable *m_table = nullptr;
    QLabel *m_count = nullptr;
    std::vector<QPushButton *> m_ownActions; ///< For a row of the user's own.
};

} // namespace burin
