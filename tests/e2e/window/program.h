#pragma once

#include "app/application.h"
#include "ui/mainwindow.h"
#include "ui/workbench/workbenchpage.h"

#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

namespace burin {

/// The whole program over one profile: real widgets, real sockets, a real database.
struct Program {
    explicit Program(const QTemporaryDir &folder) : application(folder.path())
    {
        application.start();
        if (!QTest::qWaitFor([this] { return window() && window()->isVisible(); })) qFatal("no window");
        page = window()->findChild<WorkbenchPage *>();
    }

    static MainWindow *window()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<MainWindow *>(widget)) return window;
        }
        return nullptr;
    }
    template <class T> T *part(const char *name) const { return page->findChild<T *>(QLatin1StringView(name)); }
    QPlainTextEdit *userEditor() const { return part<QWidget>("user")->findChild<QPlainTextEdit *>(); }
    QString status() const { return part<QLabel>("status")->text(); }
    QString answer() const { return part<QPlainTextEdit>("answerSource")->toPlainText(); }
    void use(const QString &provider, const QString &model) const
    {
        PromptDraft draft = page->draft();
        draft.providerId = provider;
        draft.model = model;
        page->setDraft(draft);
    }
    void pressRun() const { QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier); }

    Application application;
    WorkbenchPage *page = nullptr;
};

/// A piece of a streamed answer of OpenAI's kind.
inline QByteArray chunk(const QByteArray &delta, const QByteArray &finish)
{
    return R"({"id":"c","model":"gpt-4o-mini","choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":)" +
           finish + "}]}";
}

} // namespace burin
