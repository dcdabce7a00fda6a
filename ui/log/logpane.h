#pragma once

#include "core/domain/logentry.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace burin {

class DataTable;
class EmptyState;
class LogFilter;
class LogModel;

/// The log as a table: filters above, the chosen entry's members below, new entries followed while the user wishes.
/// Knows no file: whoever wires it hands entries in.
class LogPane : public QWidget {
    Q_OBJECT
public:
    explicit LogPane(QWidget *parent = nullptr);

    /// Appends them in their order.
    void append(const std::vector<LogEntry> &entries);
    /// The answer to diagnosticsRequested(): shown, and copied when the user says so.
    void showDiagnostics(const QString &text);

Q_SIGNALS:
    void runActivated(burin::RunId run); ///< "Open in History".
    void diagnosticsRequested();
    void folderRequested(); ///< "Open folder".

private:
    QWidget *makeBar();
    void addActions();
    void connectParts();
    void addAreas(const std::vector<LogEntry> &entries);
    void showState();
    void showDetail();
    void openRun();

    LogModel *m_model;
    LogFilter *m_filter;
    QComboBox *m_level;
    QComboBox *m_area;
    QLineEdit *m_text;
    QCheckBox *m_follow;
    QPushButton *m_diagnostics;
    QPushButton *m_folder;
    DataTable *m_table;
    QPlainTextEdit *m_detail;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace burin
