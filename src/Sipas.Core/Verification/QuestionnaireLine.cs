using Sipas.Log;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record QuestionnaireLine(string Type, string Pack, string Questionnaire, IReadOnlyList<string> Items,
    IReadOnlyList<string> Values)
{
    public const string Word = "questionnaire";

    public static QuestionnaireLine Of(StoredQuestionnaire stored) =>
        new(Word, stored.PackId, stored.Version, stored.ItemCodes, stored.ValueCodes);

    public StoredQuestionnaire ToQuestionnaire() => new(Need(Pack), Need(Questionnaire), Need(Items), Need(Values));
}
