#include "core/domain/error.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace burin;

namespace {

constexpr auto FirstCode = ErrorCode::Overloaded;
constexpr auto LastCode = ErrorCode::EmbeddingProvider;

const QStringList CategoryNames = {
    QStringLiteral("API_ERROR"),
    QStringLiteral("NETWORK_ERROR"),
    QStringLiteral("VALIDATION_ERROR"),
    QStringLiteral("TIMEOUT_ERROR"),
    QStringLiteral("AUTHENTICATION_ERROR"),
    QStringLiteral("AUTHORIZATION_ERROR"),
    QStringLiteral("RATE_LIMIT_ERROR"),
    QStringLiteral("COST_LIMIT_ERROR"),
    QStringLiteral("NOT_FOUND_ERROR"),
    QStringLiteral("INTERNAL_ERROR"),
    QStringLiteral("RAG_ERROR"),
    QStringLiteral("EMBEDDING_ERROR"),
};

} // namespace

class tst_ErrorCatalog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasOneRowForEachCode();
    void hasAllTwelveCategoriesAndFourSeverities();
    void hasUniqueStableIds();
    void hasSentencesToShow();
    void fillsTheArgument_data();
    void fillsTheArgument();
    void neverRetriesWhatCannotSucceed();
    void keepsWhatFiguresAsk_data();
    void keepsWhatFiguresAsk();
    void namesBillingBothWays();
};

void tst_ErrorCatalog::hasOneRowForEachCode()
{
    QCOMPARE(int(errorCatalog().size()), int(LastCode) - int(FirstCode) + 1);
    for (int code = int(FirstCode); code <= int(LastCode); ++code) {
        const auto rows = std::ranges::count(errorCatalog(), ErrorCode(code), &ErrorRow::code);
        QVERIFY2(rows == 1, qPrintable(QString::number(code)));
        QVERIFY(errorRow(ErrorCode(code)).code == ErrorCode(code));
        QVERIFY(makeError(ErrorCode(code)).category() == errorRow(ErrorCode(code)).category);
    }
}

void tst_ErrorCatalog::hasAllTwelveCategoriesAndFourSeverities()
{
    QSet<QString> categories;
    QSet<QString> severities;
    for (const ErrorRow &row : errorCatalog()) {
        categories += toString(row.category);
        severities += toString(row.severity);
    }
    QCOMPARE(categories, QSet<QString>(CategoryNames.begin(), CategoryNames.end()));
    QCOMPARE(severities, (QSet<QString>{QStringLiteral("LOW"), QStringLiteral("MEDIUM"), QStringLiteral("HIGH"),
                                        QStringLiteral("CRITICAL")}));
}

void tst_ErrorCatalog::hasUniqueStableIds()
{
    static const QRegularExpression idShape(QStringLiteral("^[a-z][a-z0-9_]*$"));
    QSet<QString> seen;
    for (const ErrorRow &row : errorCatalog()) {
        const QString id = QString::fromLatin1(row.id);
        const QString both = toString(row.category) + u'/' + id;
        QVERIFY2(idShape.match(id).hasMatch(), qPrintable(both));
        QVERIFY2(!seen.contains(both), qPrintable(both));
        seen += both;
        QVERIFY(findErrorCode(toString(row.category), id) == row.code);
    }
    QVERIFY(!findErrorCode(u"API_ERROR", u"idle"));
    QVERIFY(!findErrorCode(u"api_error", u"overloaded"));
    QVERIFY(!findErrorCode(u"", u""));
}

void tst_ErrorCatalog::hasSentencesToShow()
{
    for (const ErrorRow &row : errorCatalog()) {
        const QString sentence = QString::fromUtf8(row.sentence);
        const QString advice = QString::fromUtf8(row.advice);
        QVERIFY2(sentence.size() > 10 && (sentence.endsWith(u'.') || sentence.endsWith(QStringLiteral(". %1"))),
                 row.id);
        QVERIFY2(advice.size() > 5 && advice.endsWith(u'.'), row.id);
        QVERIFY2(sentence.front().isUpper() || sentence.startsWith(QStringLiteral("%1")), row.id);
        QVERIFY2(sentence.count(u'%') == sentence.count(QStringLiteral("%1")), row.id);
        QVERIFY2(!advice.contains(u'%'), row.id);
    }
}

void tst_ErrorCatalog::fillsTheArgument_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("expected");
    QTest::newRow("host") << ErrorCode::Refused << QStringLiteral("127.0.0.1:1")
                          << QStringLiteral("Cannot reach 127.0.0.1:1: nothing is listening there.");
    QTest::newRow("seconds") << ErrorCode::IdleTimeout << QStringLiteral("30")
                             << QStringLiteral("The answer stopped for more than 30 s.");
    QTest::newRow("no place for it") << ErrorCode::DiskFull << QStringLiteral("x")
                                     << QStringLiteral("The disk is full, so the history could not be written.");
    QTest::newRow("argument with a mark") << ErrorCode::ModelNotFound << QStringLiteral("%1 %2 %L1")
                                          << QStringLiteral("The provider does not know the model %1 %2 %L1.");
    QTest::newRow("a sentence") << ErrorCode::BadTemplate << QStringLiteral("Line 1 is wrong.")
                                << QStringLiteral("The prompt's template has an error. Line 1 is wrong.");
}

void tst_ErrorCatalog::fillsTheArgument()
{
    QFETCH(ErrorCode, code);
    QFETCH(QString, argument);
    QFETCH(QString, expected);
    const Error error = makeError(code, argument, QStringLiteral("detail"));
    QCOMPARE(error.message(), expected);
    QCOMPARE(error.detail, QStringLiteral("detail"));
    QVERIFY(!error.advice().isEmpty());
}

void tst_ErrorCatalog::neverRetriesWhatCannotSucceed()
{
    for (const ErrorRow &row : errorCatalog()) {
        switch (row.category) {
        case ErrorCategory::Validation:
        case ErrorCategory::Authorization:
        case ErrorCategory::CostLimit:
        case ErrorCategory::NotFound:
        case ErrorCategory::Rag:
        case ErrorCategory::Authentication:
        case ErrorCategory::Internal:
            QVERIFY2(row.retry == RetryRule::Never || row.retry == RetryRule::Offer, row.id);
            break;
        default:
            break;
        }
        // What was refused before sending, or by a status that bills nothing, cannot have cost anything.
        if (row.category == ErrorCategory::Validation || row.category == ErrorCategory::Authentication)
            QVERIFY2(row.billing == Billing::None, row.id);
        QVERIFY2(row.billing != Billing::Exact, row.id);
    }
}

void tst_ErrorCatalog::keepsWhatFiguresAsk_data()
{
    QTest::addColumn<QString>("both");
    QTest::addColumn<int>("severity");
    QTest::addColumn<int>("retry");
    QTest::addColumn<int>("billing");
    const auto row = [](const char *both, Severity severity, RetryRule retry, Billing billing) {
        QTest::newRow(both) << QString::fromLatin1(both) << int(severity) << int(retry) << int(billing);
    };
    // Rows of the fault matrix.
    row("NETWORK_ERROR/refused", Severity::Medium, RetryRule::Automatic, Billing::None);
    row("NETWORK_ERROR/dns", Severity::Medium, RetryRule::Once, Billing::None);
    row("TIMEOUT_ERROR/connect", Severity::Medium, RetryRule::Automatic, Billing::None);
    row("NETWORK_ERROR/tls", Severity::High, RetryRule::Never, Billing::None);
    row("VALIDATION_ERROR/insecure_url", Severity::High, RetryRule::Never, Billing::None);
    row("NETWORK_ERROR/proxy", Severity::High, RetryRule::Never, Billing::None);
    row("NETWORK_ERROR/reset", Severity::Medium, RetryRule::Automatic, Billing::Unknown);
    row("NETWORK_ERROR/outcome_unknown", Severity::Medium, RetryRule::Once, Billing::Unknown);
    row("TIMEOUT_ERROR/first_byte", Severity::Medium, RetryRule::Automatic, Billing::Unknown);
    row("AUTHENTICATION_ERROR/rejected_key", Severity::High, RetryRule::Never, Billing::None);
    row("COST_LIMIT_ERROR/payment_required", Severity::High, RetryRule::Never, Billing::None);
    row("AUTHORIZATION_ERROR/model_not_allowed", Severity::Medium, RetryRule::Never, Billing::None);
    row("NOT_FOUND_ERROR/model_retired", Severity::High, RetryRule::Never, Billing::None);
    row("RATE_LIMIT_ERROR/requests", Severity::Medium, RetryRule::Automatic, Billing::None);
    row("RATE_LIMIT_ERROR/long_wait", Severity::High, RetryRule::Offer, Billing::None);
    row("API_ERROR/overloaded", Severity::Medium, RetryRule::Automatic, Billing::None);
    row("API_ERROR/server_error", Severity::Medium, RetryRule::Automatic, Billing::Unknown);
    row("NETWORK_ERROR/redirect_foreign", Severity::High, RetryRule::Never, Billing::None);
    row("NETWORK_ERROR/captive_portal", Severity::High, RetryRule::Never, Billing::None);
    row("COST_LIMIT_ERROR/budget", Severity::Medium, RetryRule::Never, Billing::None);
    row("INTERNAL_ERROR/disk_full", Severity::Critical, RetryRule::Never, Billing::None);
    row("INTERNAL_ERROR/schema_too_new", Severity::High, RetryRule::Never, Billing::None);
    row("INTERNAL_ERROR/interrupted", Severity::Medium, RetryRule::Offer, Billing::Unknown);
}

void tst_ErrorCatalog::keepsWhatFiguresAsk()
{
    QFETCH(QString, both);
    QFETCH(int, severity);
    QFETCH(int, retry);
    QFETCH(int, billing);
    const std::optional<ErrorCode> code = findErrorCode(both.section(u'/', 0, 0), both.section(u'/', 1));
    QVERIFY(code.has_value());
    const ErrorRow &row = errorRow(*code);
    QCOMPARE(int(row.severity), severity);
    QCOMPARE(int(row.retry), retry);
    QCOMPARE(int(row.billing), billing);
}

void tst_ErrorCatalog::namesBillingBothWays()
{
    for (const Billing billing : {Billing::None, Billing::Exact, Billing::Estimated, Billing::Unknown})
        QVERIFY(billingFrom(toString(billing)) == billing);
    QCOMPARE(toString(Billing::Estimated), QStringLiteral("estimated"));
    QVERIFY(!billingFrom(u"free"));
}

QTEST_APPLESS_MAIN(tst_ErrorCatalog)
#include "tst_errorcatalog.moc"
