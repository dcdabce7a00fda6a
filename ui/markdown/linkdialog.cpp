#include "ui/markdown/linkdialog.h"

#include "ui/markdown/plainlines.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace burin {

namespace {

constexpr qsizetype LongAddress = 200; ///< Beyond it an address may carry a conversation away.

} // namespace

void askToOpenLink(const QUrl &url, QWidget *parent)
{
    const QString address = QString::fromLatin1(url.toEncoded());
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("linkDialog"));
    box->setWindowTitle(QMessageBox::tr("Open link"));
    box->setTextFormat(Qt::PlainText);
    box->setText(url.host().isEmpty() ? QMessageBox::tr("Write to this address?")
                                      : QMessageBox::tr("Open %1 in the browser?").arg(url.host(QUrl::FullyEncoded)));
    QString shown = hardWrapped(address, 80);
    if (address.size() > LongAddress)
        shown += u'\n' + QMessageBox::tr("This address is long: it may carry text of this conversation to the site.");
    box->setInformativeText(shown);
    QPushButton *open = box->addButton(QMessageBox::tr("Open"), QMessageBox::AcceptRole);
    QPushButton *copy = box->addButton(QMessageBox::tr("Copy address"), QMessageBox::ActionRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    QObject::connect(open, &QPushButton::clicked, box, [url] { QDesktopServices::openUrl(url); });
    QObject::connect(copy, &QPushButton::clicked, box, [address] { QGuiApplication::clipboard()->setText(address); });
    box->open();
}

} // namespace burin
