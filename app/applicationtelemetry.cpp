#include "app/application.h"

#include "app/telemetry/spansender.h"
#include "core/base/await.h"
#include "ui/common/scrollpage.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/settings/telemetrypane.h"

// Finished runs as traces, for a collector that the user names.

namespace burin {

namespace {

CollectorSetup setupOf(const Telemetry &telemetry)
{
    return {telemetry.endpoint.toString(), telemetry.keyHeader, telemetry.content == SpanContent::With};
}

Telemetry telemetryOf(const CollectorSetup &setup)
{
    return {QUrl(setup.endpoint, QUrl::StrictMode), setup.keyHeader,
            setup.content ? SpanContent::With : SpanContent::Without};
}

QString placeOfKey(KeySource ended)
{
    switch (ended) {
    case KeySource::Keychain:
        return Application::tr("The key is in the keychain.");
    case KeySource::Session:
        return Application::tr("The key is kept until the program ends; there is no keychain.");
    default:
        return Application::tr("This cannot be a key.");
    }
}

} // namespace

void Application::wireTelemetry()
{
    auto *pane = new TelemetryPane;
    m_settingsPage->addSection(QStringLiteral("server"), tr("Telemetry"), scrollPage(pane, tr("Telemetry")));
    m_spans = new SpanSender(m_database, this);
    connect(&m_recorder, &RunRecorder::stored, m_spans, &SpanSender::wake);
    connect(m_spans, &SpanSender::failing, this, [this, pane](const QString &problem) {
        m_spanProblem = problem;
        showTelemetry(pane);
    });
    connect(m_spans, &SpanSender::delivered, this, [this, pane] {
        m_spanProblem.clear();
        showTelemetry(pane);
    });
    connect(pane, &TelemetryPane::saved, this, [this, pane](const CollectorSetup &setup) {
        const Telemetry telemetry = telemetryOf(setup);
        if (const std::optional<Error> error = checkTelemetry(telemetry)) return pane->showRefusal(error->message());
        await(m_database.run([telemetry](const QSqlDatabase &db) { return saveTelemetry(db, telemetry); }), pane,
              [this, pane, telemetry](const Outcome &saved) {
                  if (saved)
                      useTelemetry(pane, telemetry);
                  else
                      pane->showRefusal(saved.error().message());
              });
    });
    connect(pane, &TelemetryPane::keyEntered, this, [this, pane](const Secret &key) {
        await(m_secrets.save(collectorProfile(m_telemetry), key), this, [this, pane](KeySource ended) {
            pane->showKeyNote(placeOfKey(ended));
            useTelemetry(pane, m_telemetry);
            m_spans->retryNow();
        });
    });
    connect(pane, &TelemetryPane::keyRemoved, this, [this, pane] {
        await(m_secrets.remove(collectorProfile(m_telemetry).id), this, [this, pane](const Outcome &removed) {
            pane->showKeyNote(removed ? tr("The key was removed.") : removed.error().message());
            useTelemetry(pane, m_telemetry);
        });
    });
    await(m_database.run(&loadTelemetry), pane, [this, pane](const Result<Telemetry> &telemetry) {
        if (telemetry) useTelemetry(pane, *telemetry); // storage tells its own troubles
    });
}

void Application::useTelemetry(TelemetryPane *pane, const Telemetry &telemetry)
{
    m_telemetry = telemetry;
    m_spanProblem.clear();
    pane->setSetup(setupOf(telemetry));
    showTelemetry(pane);
    if (!telemetry.isOn()) return m_spans->setTarget(telemetry, {});
    // A collector without a key is asked without one; what is wrong then, it says itself.
    await(m_secrets.find(collectorProfile(telemetry)), this,
          [this, telemetry](const KeyLookup &lookup) { m_spans->setTarget(telemetry, lookup.key); });
}

void Application::showTelemetry(TelemetryPane *pane)
{
    await(m_database.run(&spanQueueState), pane, [this, pane](const Result<SpanQueueState> &state) {
        if (state) pane->showState(state->waiting, m_spanProblem);
    });
}

} // namespace burin
