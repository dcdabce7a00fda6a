#include "ui/transfer/exportdialog.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace burin {

void askForExport(QWidget *parent, const std::vector<ExportChoice> &choices, const QString &name,
                  std::function<void(const QString &, const QString &)> use)
{
    Q_ASSERT(!choices.empty());
    auto *dialog = new QFileDialog(parent, QCoreApplication::translate("Transfer", "Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const ExportChoice &choice : choices)
        filters += QStringLiteral("%1 (*.%2)").arg(choice.name, choice.id);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(choices.front().id);
    dialog->selectFile(name);
    const auto chosen = [dialog, choices, filters] {
        const qsizetype index = filters.indexOf(dialog->selectedNameFilter());
        return choices[size_t(std::max<qsizetype>(0, index))].id;
    };
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog, chosen] { dialog->setDefaultSuffix(chosen()); });
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [chosen, use = std::move(use)](const QString &path) { use(chosen(), path); });
    dialog->open();
}

} // namespace burin
