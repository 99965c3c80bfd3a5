using Sipas.Alerts;
using Sipas.Audit;
using Sipas.Corrections;
using Sipas.Devices;
using Sipas.Log;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Quarantine;
using Sipas.Surveys;

namespace Sipas.Storage;

/// <summary>A ballot storage: opened once at startup, then used through its parts. Nothing in it names a citizen.</summary>
/// <remarks>
/// A part is one small contract. A storage may take a part from another storage: <see cref="DelegatingStorage"/> does so
/// for every part that it does not replace. Parts of one storage write their audit records to its audit log. Parts for
/// officers' work are internal to this library: a storage of another package derives from <see cref="DelegatingStorage"/>, or
/// is an SQL storage with a dialect of its own.
/// </remarks>
public interface ISipasStorage : ISurveyStorage
{
    /// <summary>Name of the storage in messages, for example <c>SQLite</c>. Never a connection string.</summary>
    string Name { get; }

    /// <summary>
    /// Conditions that endanger the data without preventing startup, for example a library with a known bug; the host
    /// logs each at startup. Available once the storage is open. Empty by default.
    /// </summary>
    IReadOnlyList<Problem> Warnings => [];

    /// <summary>The verification data of the log.</summary>
    ILogSource Log { get; }

    /// <summary>The audit log.</summary>
    internal IAuditStore Audit { get; }

    /// <summary>Enrolled devices.</summary>
    internal IDeviceStore Devices { get; }

    /// <summary>Submissions that are stored but not counted: trial ballots and the quarantine.</summary>
    internal IHeldSubmissionStore Held { get; }

    /// <summary>Quality flags and reviews.</summary>
    internal IQualityStore Quality { get; }

    /// <summary>Paper ballots being entered.</summary>
    internal IPaperStore Paper { get; }

    /// <summary>Corrections that wait for a second person.</summary>
    internal ICorrectionStore Corrections { get; }

    /// <summary>Outgoing low-rating alerts.</summary>
    internal IAlertStore Alerts { get; }

    /// <summary>Column maps of imported files.</summary>
    internal IImportMapStore ImportMaps { get; }

    /// <summary>Derives a key for a purpose of the host from the receipt signing key, so that the host needs no further key file.</summary>
    /// <param name="purpose">Purpose of the key, for example <c>sipas-counter/1</c>; each purpose has its own key.</param>
    /// <returns>
    /// 32 bytes, always the same for the same receipt key; null where the storage has no such key, or the key does not
    /// leave its hardware.
    /// </returns>
    byte[]? DeriveKey(string purpose) => null;
}
