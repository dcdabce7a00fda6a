#pragma once

#include "ui/theme/theme.h"
#include "ui/workbench/workbenchpage.h"

#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTest>

#include <memory>

/// A workbench page on screen, its parts by name, and values to show in it.
class WorkbenchFixture {
protected:
    void openPage()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        if (!m_theme) m_theme = std::make_unique<burin::Theme>();
        m_page = std::make_unique<burin::WorkbenchPage>();
        m_page->resize(1200, 760);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    std::unique_ptr<burin::Theme> m_theme;
    std::unique_ptr<burin::WorkbenchPage> m_page;

    template <class W> W *part(const char *name) const { return m_page->findChild<W *>(QString::fromLatin1(name)); }
    QPlainTextEdit *message(const char *name) const { return part<QWidget>(name)->findChild<QPlainTextEdit *>(); }
    QPlainTextEdit *field(const char *name) const
    {
        return m_page->findChild<QPlainTextEdit *>(QStringLiteral("variable:") + QString::fromLatin1(name));
    }
    QLabel *problem(const char *name) const
    {
        return part<QWidget>(name)->findChild<QLabel *>(QStringLiteral("problem"));
    }
    static burin::PromptDraft draft()
    {
        burin::PromptDraft draft;
        draft.title = QStringLiteral("Reply");
        draft.messages =
            burin::systemAndUser(QStringLiteral("You work for {{shop}}."), QStringLiteral("{{question}} ({{shop}})"));
        draft.variables = {{QStringLiteral("shop"), QStringLiteral("Nordlicht")},
                           {QStringLiteral("question"), QStringLiteral("Where?")}};
        draft.providerId = QStringLiteral("simulator");
        draft.model = QStringLiteral("sim-1");
        draft.parameters.temperature = 0.5;
        draft.parameters.extra = {{QStringLiteral("top_k"), 5}};
        return draft;
    }
    static burin::RunRecord record(const QString &text)
    {
        burin::RunRecord record;
        record.status = burin::RunStatus::Completed;
        record.finishReason = burin::FinishReason::Stop;
        record.text = text;
        return record;
    }
    bool isShown(const char *name) const { return part<QWidget>(name)->isVisible(); }
};
