using Sipas.Intake;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The model of the page after an import.</summary>
/// <param name="Upload">The file.</param>
/// <param name="Result">Its effect.</param>
/// <param name="AgainHref">Target of the link to the next import.</param>
/// <param name="ReportHref">The report of the imported ballots; null if the host has none.</param>
internal sealed record ImportDoneModel(ImportUpload Upload, BatchResult Result, string AgainHref, string? ReportHref);
