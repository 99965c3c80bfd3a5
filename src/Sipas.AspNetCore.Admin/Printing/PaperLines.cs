using Sipas.Common;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>Lines to be written on.</summary>
/// <param name="Code">Code of the question.</param>
/// <param name="Text">The question.</param>
/// <param name="Lines">How many.</param>
internal sealed record PaperLines(string Code, LocalizedText Text, int Lines) : PaperBlock;
