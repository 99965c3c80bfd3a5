using System.Globalization;
using Microsoft.Extensions.Options;
using Sipas.Common;
using Sipas.Limits;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Hosting;

/// <summary>Validates the configuration of a host at startup. Reports all problems at once.</summary>
internal sealed class SipasOptionsValidator(SipasRegistrations registrations) : IValidateOptions<SipasOptions>
{
    public ValidateOptionsResult Validate(string? name, SipasOptions options)
    {
        var problems = new List<Problem>();
        CheckRange(nameof(SipasOptions.MaximumBallotBytes), options.MaximumBallotBytes, 1_024, 1_048_576, problems);
        CheckRange(nameof(SipasOptions.KioskIdleSeconds), options.KioskIdleSeconds, 15, 600, problems);
        CheckRange(nameof(SipasOptions.KioskThanksSeconds), options.KioskThanksSeconds, 2, 60, problems);
        CheckRange(nameof(SipasOptions.MinimumRespondents), options.MinimumRespondents, 5, 1_000, problems);
        CheckRange($"{nameof(SipasOptions.Disclosure)}.{nameof(options.Disclosure.BatchBallots)}", options.Disclosure.BatchBallots, 1,
            1_000, problems);
        CheckRange($"{nameof(SipasOptions.Disclosure)}.{nameof(options.Disclosure.BatchDays)}", options.Disclosure.BatchDays, 1, 366,
            problems);
        CheckRange($"{nameof(SipasOptions.Reads)}.{nameof(options.Reads.AtOnce)}", options.Reads.AtOnce, 0, 1_024, problems);
        CheckRange($"{nameof(SipasOptions.Reads)}.{nameof(options.Reads.Waiting)}", options.Reads.Waiting, 0, 100_000, problems);
        CheckRange($"{nameof(SipasOptions.Reads)}.{nameof(options.Reads.CachedAnswers)}", options.Reads.CachedAnswers, 0, 100_000,
            problems);
        CheckRange($"{nameof(SipasOptions.Reads)}.{nameof(options.Reads.CachedBytes)}", options.Reads.CachedBytes, 0, 1L << 30, problems);
        CheckCollection(options.Collection, problems);
        problems.AddRange(options.Contact.Check($"{nameof(SipasOptions)}.{nameof(SipasOptions.Contact)}"));
        if (registrations.StorageName is null)
        {
            problems.Add(new Problem(ProblemCodes.StorageMissing, allowed: "UseSqlite(\"data/sipas.db\"), UseInMemory()"));
        }

        if (registrations.Packs.Count == 0)
        {
            problems.Add(new Problem(ProblemCodes.PacksMissing,
                allowed: string.Join(", ", MethodPacks.ShippedIds.Select(id => $"AddMethodPack(\"{id}\")"))));
        }
        else
        {
            CheckKiosk(options, problems);
        }

        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => $"{problem.Code}: {problem.Message.En} / {problem.Message.Vi}"));
    }

    private static void CheckCollection(CollectionSettings settings, List<Problem> problems)
    {
        CheckUnits(nameof(settings.UnitsWithoutOpenBallots), settings.UnitsWithoutOpenBallots);
        CheckUnits(nameof(settings.PresenceAt), settings.PresenceAt);
        Check(nameof(settings.PresenceSeconds), settings.PresenceSeconds, 15, 600);
        Check(nameof(settings.BallotsPerCode), settings.BallotsPerCode, 1, 1_000);
        Check(nameof(settings.PresenceMinutes), settings.PresenceMinutes, 10, 1_440);
        Check(nameof(settings.SilentAfterMinutes), settings.SilentAfterMinutes, 2, 10_080);
        Check(nameof(settings.TicketDays), settings.TicketDays, 1, 366);
        Check(nameof(settings.MaximumQuarantineBytes), settings.MaximumQuarantineBytes, 1_024, 1_048_576);
        Check(nameof(settings.DeviceBurst), settings.DeviceBurst, 1, 100_000);
        Check(nameof(settings.DevicePerSecond), settings.DevicePerSecond, 0.01, 10_000);
        Check(nameof(settings.TicketBurst), settings.TicketBurst, 1, 100_000);
        Check(nameof(settings.TicketPerSecond), settings.TicketPerSecond, 0.01, 10_000);
        Check(nameof(settings.OpenBurst), settings.OpenBurst, 1, 100_000);
        Check(nameof(settings.OpenPerSecond), settings.OpenPerSecond, 0.01, 10_000);
        Check(nameof(settings.OpenAtOnce), settings.OpenAtOnce, 1, 3_072);
        Check(nameof(settings.BodyGraceSeconds), settings.BodyGraceSeconds, 2, 600);
        Check(nameof(settings.BodyBytesPerSecond), settings.BodyBytesPerSecond, 1, 1_000_000);
        Check(nameof(settings.BodyMemoryBytes), settings.BodyMemoryBytes, 16L << 20, 4L << 30);
        Check(nameof(settings.ReservedBodyShare), settings.ReservedBodyShare, 0, 0.75);
        Check(nameof(settings.QuarantinePerSender), settings.QuarantinePerSender, 1, 10_000);
        Check(nameof(settings.TrialBallotsPerDevice), settings.TrialBallotsPerDevice, 1, 1_000_000);

        void CheckUnits(string option, IEnumerable<string> units) => problems.AddRange(units.Where(unit => !CodeText.IsWellFormed(unit))
            .Select(unit => new Problem(ProblemCodes.OptionOutOfRange, $"{nameof(SipasOptions)}.{nameof(SipasOptions.Collection)}.{option}",
                unit, CodeText.Allowed)));

        void Check(string option, double value, double from, double to) =>
            CheckRange($"{nameof(SipasOptions.Collection)}.{option}", value, from, to, problems);
    }

    private static void CheckRange(string option, double value, double from, double to, List<Problem> problems)
    {
        // NaN fails both comparisons.
        if (!(value >= from && value <= to))
        {
            problems.Add(new Problem(ProblemCodes.OptionOutOfRange, $"{nameof(SipasOptions)}.{option}",
                value.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{from}–{to}")));
        }
    }

    private void CheckKiosk(SipasOptions options, List<Problem> problems)
    {
        MethodPack? pack = options.KioskPack is null
            ? registrations.Packs[0]
            : registrations.Packs.FirstOrDefault(pack => pack.Id == options.KioskPack);
        if (pack is null)
        {
            problems.Add(new Problem(ProblemCodes.OptionOutOfRange, $"{nameof(SipasOptions)}.{nameof(SipasOptions.KioskPack)}",
                options.KioskPack,
                string.Join(", ", registrations.Packs.Select(pack => pack.Id))));
        }
        else if (options.KioskQuestionnaireVersion is { } version && pack.FindQuestionnaire(version) is null)
        {
            problems.Add(new Problem(ProblemCodes.OptionOutOfRange,
                $"{nameof(SipasOptions)}.{nameof(SipasOptions.KioskQuestionnaireVersion)}", version,
                string.Join(", ", pack.Questionnaires.Select(questionnaire => questionnaire.Version))));
        }
    }
}
