#pragma once

#include "core/base/secret.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace burin {

/// Where finished runs are told to, as it is edited.
struct CollectorSetup {
    QString endpoint; ///< Empty = to nobody.
    QString keyHeader;
    bool content = false; ///< Prompts and answers go along.
    bool operator==(const CollectorSetup &) const = default;
};

/// A collector of OpenTelemetry traces: its address, the header of its key, and what is told. Off until an address is
/// saved. Holds no key: one that is entered leaves with keyEntered() and the field is cleared at once.
class TelemetryPane : public QWidget {
    Q_OBJECT
public:
    explicit TelemetryPane(QWidget *parent = nullptr);

    void setSetup(const CollectorSetup &setup);
    /// @p waiting runs are not told yet. @p problem is what went wrong last; empty = nothing.
    void showState(qint64 waiting, const QString &problem);
    /// What is wrong with what was saved; empty = nothing.
    void showRefusal(const QString &problem);
    /// Where the key ended, in words.
    void showKeyNote(const QString &note);

Q_SIGNALS:
    void saved(const burin::CollectorSetup &setup);
    void keyEntered(const burin::Secret &key);
    void keyRemoved();

private:
    void build();
    void connectParts();
    void noteEdit();
    CollectorSetup edited() const;

    CollectorSetup m_setup;
    QLineEdit *m_endpoint;
    QLineEdit *m_header;
    QLineEdit *m_key;
    QPushButton *m_saveKey;
    QPushButton *m_removeKey;
    QCheckBox *m_content;
    QPushButton *m_save;
    QLabel *m_refusal;
    QLabel *m_keyNote;
    QLabel *m_state;
};

} // namespace burin
