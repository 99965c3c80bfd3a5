using System.Collections.Concurrent;

namespace OneStopShop.Dossiers;

/// <summary>A citizen's application in progress at the counter.</summary>
/// <param name="Number">Number on the citizen's receipt.</param>
/// <param name="Procedure">Code of the administrative procedure.</param>
/// <param name="ProcedureName">Its name.</param>
/// <param name="Applicant">The applicant's name: stays in this application, and is never passed to Sipas.</param>
/// <param name="DueOn">Due day of the result.</param>
/// <param name="ReturnedAt">When the result was handed over; null before.</param>
public sealed record Dossier(string Number, string Procedure, string ProcedureName, string Applicant, DateOnly DueOn,
    DateTimeOffset? ReturnedAt);
