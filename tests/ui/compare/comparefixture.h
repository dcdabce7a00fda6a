#pragma once

#include "core/domain/run.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/laneanswer.h"
#include "ui/compare/lanepane.h"
#include "ui/compare/laneseries.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTest>

#include <memory>
#include <vector>

/// The compare page on screen, with somebody who takes note of the runs that it asks for and answers them.
class CompareFixture : public QObject {
protected:
    struct Asked {
        burin::LanePane *lane = nullptr;
        burin::PromptDraft draft = {};
        std::vector<burin::Message> messages = {};
    };

    void openPage()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        if (!m_theme) m_theme = std::make_unique<burin::Theme>();
        m_asked.clear();
        m_runs = 0;
        m_page = std::make_unique<burin::ComparePage>();
        connect(m_page.get(), &burin::ComparePage::runRequested, this,
                [this](burin::LanePane *lane, const burin::PromptDraft &draft,
                       const std::vector<burin::Message> &messages) {
                    m_asked.push_back({lane, draft, messages});
                    lane->answer()->showStarted({});
                });
        m_page->setOpenDraft(draft("Why is {{what}} blue?"));
        m_page->resize(1232, 760);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    static burin::PromptDraft draft(const char *user)
    {
        burin::PromptDraft draft;
        draft.title = QStringLiteral("Sky");
        draft.messages = burin::systemAndUser(QStringLiteral("Be short."), QString::fromUtf8(user));
        draft.variables = {{QStringLiteral("what"), QStringLiteral("the sky")}};
        draft.providerId = QStringLiteral("simulator");
        draft.model = QStringLiteral("simulator-fast");
        return draft;
    }
    burin::RunRecord record(const char *text)
    {
        burin::RunRecord record;
        record.id = burin::RunId{++m_runs};
        record.status = burin::RunStatus::Completed;
        record.finishReason = burin::FinishReason::Stop;
        record.text = QString::fromUtf8(text);
        return record;
    }
    burin::LanePane *lane(int index) const { return m_page->lanes().at(size_t(index)); }
    /// Runs all lanes and gives each its text.
    void answer(const std::vector<const char *> &texts)
    {
        m_page->runAll();
        for (size_t i = 0; i < texts.size(); ++i)
            lane(int(i))->series()->finish(record(texts[i]));
    }
    template <class W> W *part(const char *name) const { return m_page->findChild<W *>(QLatin1StringView(name)); }
    template <class W> static W *partOf(const burin::LanePane *lane, const char *name)
    {
        return lane->findChild<W *>(QLatin1StringView(name));
    }
    /// As if it were chosen in the menu.
    static void choose(const QObject *parent, const char *action)
    {
        parent->findChild<QAction *>(QLatin1StringView(action))->trigger();
    }
    static QString differenceOf(const burin::LanePane *lane) { return partOf<QLabel>(lane, "difference")->text(); }

    std::unique_ptr<burin::Theme> m_theme;
    std::unique_ptr<burin::ComparePage> m_page;
    std::vector<Asked> m_asked;
    qint64 m_runs = 0;
};
