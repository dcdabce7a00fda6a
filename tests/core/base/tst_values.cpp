#include "core/base/id.h"
#include "core/base/overloaded.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/domain/error.h"

#include <QDebug>
#include <QSet>
#include <QTest>
#include <QVariant>

#include <memory>
#include <type_traits>
#include <variant>

using namespace burin;

namespace {

template <class T>
concept Printable = requires(QDebug debug, const T &value)
{
    debug << value;
};

static_assert(!std::is_convertible_v<RunId, AttemptId> && !std::is_constructible_v<RunId, AttemptId>);
static_assert(!std::equality_comparable_with<RunId, AttemptId>);
static_assert(!Printable<Secret> && Printable<QString>);
static_assert(!std::is_convertible_v<Secret, QByteArray> && !std::is_convertible_v<Secret, QString> &&
              !std::is_convertible_v<QByteArray, Secret>);
static_assert(!QMetaTypeId2<Secret>::Defined);

Result<int> half(int number)
{
    if (number % 2) return makeError(ErrorCode::BadParameter, QStringLiteral("number"));
    return number / 2;
}

} // namespace

class tst_Values : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resultHoldsAValueOrAnError();
    void resultMovesItsValue();
    void outcomeIsDoneOrAnError();
    void idsAreOrderedAndHashed();
    void secretsCompareAndReveal();
    void overloadedPicksTheCase();
};

void tst_Values::resultHoldsAValueOrAnError()
{
    QVERIFY(half(4));
    QCOMPARE(*half(4), 2);
    const Result<int> odd = half(3);
    QVERIFY(!odd);
    QCOMPARE(odd.error().code, ErrorCode::BadParameter);
    QCOMPARE(odd.error().argument, QStringLiteral("number"));
}

void tst_Values::resultMovesItsValue()
{
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
    QVERIFY(result);
    const std::unique_ptr<int> taken = std::move(result.value());
    QCOMPARE(*taken, 7);
    QVERIFY(!result.value());
}

void tst_Values::outcomeIsDoneOrAnError()
{
    const Outcome done = Done{};
    QVERIFY(done);
    const Outcome failed = makeError(ErrorCode::DiskFull);
    QVERIFY(!failed);
    QVERIFY(failed.error().severity() == Severity::Critical);
}

void tst_Values::idsAreOrderedAndHashed()
{
    QVERIFY(!RunId{}.isValid());
    QVERIFY(RunId{1}.isValid());
    QVERIFY(RunId{1} < RunId{2});
    QVERIFY(RunId{1} == RunId{1});
    const QSet<RunId> set{RunId{1}, RunId{2}, RunId{1}};
    QCOMPARE(set.size(), 2);
    QVERIFY(set.contains(RunId{2}));
}

void tst_Values::secretsCompareAndReveal()
{
    QVERIFY(Secret().isEmpty());
    const Secret secret("sk-1");
    QVERIFY(!secret.isEmpty());
    QCOMPARE(secret.reveal(), QByteArray("sk-1"));
    QVERIFY(secret == Secret("sk-1"));
    QVERIFY(secret != Secret("sk-2"));
}

void tst_Values::overloadedPicksTheCase()
{
    const auto name =
        Overloaded{[](int) { return QStringLiteral("int"); }, [](const QString &) { return QStringLiteral("text"); }};
    QCOMPARE(std::visit(name, std::variant<int, QString>(1)), QStringLiteral("int"));
    QCOMPARE(std::visit(name, std::variant<int, QString>(QString())), QStringLiteral("text"));
}

QTEST_APPLESS_MAIN(tst_Values)
#include "tst_values.moc"
