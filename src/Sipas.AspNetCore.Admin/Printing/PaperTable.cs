using Sipas.Common;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>Rows to be ticked on one scale.</summary>
/// <param name="Heading">The question over the rows; null when each row is a question.</param>
/// <param name="Scale">The scale.</param>
/// <param name="Rows">Code and text of each row.</param>
internal sealed record PaperTable(LocalizedText? Heading, AnswerScale Scale, IReadOnlyList<(string Code, LocalizedText Text)> Rows)
    : PaperBlock;
