using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Fieldwork;

/// <summary>The final or current disposition of a sampled case.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Disposition>))]
internal enum Disposition
{
    /// <summary>No final outcome yet.</summary>
    Pending,

    /// <summary>Complete interview.</summary>
    Complete,

    /// <summary>Partial interview.</summary>
    Partial,

    /// <summary>Refusal or break-off.</summary>
    Refused,

    /// <summary>Not contacted: not met, no reply, or the telephone number does not answer.</summary>
    NotContacted,

    /// <summary>Moved away and not reached; had the transaction, so is still part of the population.</summary>
    Moved,

    /// <summary>Ill, absent during the whole field period, or language barrier.</summary>
    Unable,

    /// <summary>The address or telephone number does not exist: it is unknown whether the person belongs to the population.</summary>
    AddressUnknown,

    /// <summary>Not part of the population: no transaction, under age, deceased, or a duplicate.</summary>
    Ineligible,
}
