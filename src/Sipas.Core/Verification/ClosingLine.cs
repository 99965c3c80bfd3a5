using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record ClosingLine(
    string Type, string Name, string Pack, string? Questionnaire, string? Basis, DateOnly? From, DateOnly? To, long LastSequence,
        long Ballots, string Root, string ClosedAt,
    string? PackVersion, string? PackHash)
{
    public const string Word = "closing";

    public static ClosingLine Of(SurveyClosing closing) => new(
        Word, closing.Name, closing.Scope.PackId, closing.Scope.QuestionnaireVersion,
        closing.Scope.Basis is { } basis ? BallotNames.ExportedOf(basis) : null,
        closing.Scope.From, closing.Scope.To, closing.LastSequence, closing.BallotCount, closing.Root, Iso8601.Write(closing.ClosedAt),
        closing.Scope.PackVersion, closing.PackHash);

    public SurveyClosing ToClosing() => new(
        Need(Name),
        new SurveyScope
        {
            PackId = Need(Pack),
            PackVersion = PackVersion,
            QuestionnaireVersion = Questionnaire,
            Basis = Basis is null ? null : ToBasis(Basis),
            From = From,
            To = To,
        },
        LastSequence, Ballots, Need(Root), ToTime(ClosedAt))
    {
        PackHash = PackHash,
    };
}
