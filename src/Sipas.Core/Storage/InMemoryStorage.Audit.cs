using System.Globalization;
using Sipas.Audit;
using Sipas.Devices;
using Sipas.Estimation;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Quality;
using Sipas.Units;

namespace Sipas.Storage;

public sealed partial class InMemoryStorage
{
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private AuditHead _auditEnd = AuditHead.Empty;
    private readonly SpentSum _spentSum = new();
    private SpentSeal? _spentSeal;

    // The contents of an action are the differences from the state that the log describes so far.
    private void Record(string action, string detail, params string[] tables)
    {
        StoredContent[] contents = [.. Contents().Where(content => tables.Contains(content.Subject.Split(' ')[0]))];
        StoredContent[] changed = [.. contents.Where(content => _states.GetValueOrDefault(content.Subject) != content.Digest)];
        string[] known = [.. _states.Keys.Where(subject => tables.Contains(subject.Split(' ')[0]))];
        IEnumerable<string> removed = known.Except(contents.Select(content => content.Subject));
        AuditRecord record = new(Now(), action, detail, AuditActor.Current) { Makes = AuditChain.MakesOf(changed, removed) };
        record = AuditChain.Follow(record, _auditEnd, _signer);
        if (record.Makes is { } makes)
        {
            AuditChain.Apply(makes, _states);
        }

        _auditEnd = new AuditHead(record.Number!.Value, record.Link!);
        _audit.Add(record);
    }

    private void SealSpent(IReadOnlyList<byte[]> marks)
    {
        foreach (byte[] mark in marks)
        {
            _spentSum.Add(mark);
        }

        if (marks.Count > 0)
        {
            _spentSeal = SpentSeal.Make(_spentSum, _auditEnd, _signer);
        }
    }

    private IEnumerable<StoredContent> Contents()
    {
        foreach (OrganisationUnit unit in _history.Units.Units)
        {
            yield return Of($"unit {unit.Code}", unit.Name.Vi, unit.Name.En, unit.Block, unit.ParentCode, unit.ValidFrom, unit.ValidTo);
        }

        foreach (UnitSuccession link in _history.Successions)
        {
            yield return Of($"unit_succession {link.PredecessorCode} {link.SuccessorCode}", link.Kind.ToString(), link.Share);
        }

        foreach ((string name, SampledSurveyDesign design) in _designs)
        {
            yield return Of($"survey_design {name}", design.ToJson());
        }

        foreach ((StoredPack entry, byte[] content) in _packs)
        {
            yield return Of($"method_pack {entry.Name}", entry.ContentHash, entry.StoredAt, content);
        }

        if (_notice is { } notice)
        {
            yield return Of("notice", notice.Vi, notice.En);
        }

        if (_run is { } run)
        {
            string subject = string.Create(CultureInfo.InvariantCulture, $"quality_run {run.Number}");
            yield return Of(subject, run.At, run.Rules, run.LastSequence, run.BallotCount, run.FlaggedCount);
        }

        if (_run is { } last && _notices.Count > 0)
        {
            string subject = string.Create(CultureInfo.InvariantCulture, $"quality_notice {last.Number}");
            yield return Of(subject, [.. _notices.SelectMany(notice => (object?[])[
                notice.UnitCode, notice.PackId, notice.QuestionnaireVersion, notice.Channel.ToString(), notice.From, notice.Day,
                notice.Code, notice.Value, notice.Allowed])]);
        }

        if (_flags.Count > 0)
        {
            yield return Of("ballot_flag", [.. _flags.SelectMany(flag => (object?[])[flag.Sequence, flag.Code, flag.Value, flag.Allowed])]);
        }

        for (int i = 0; i < _reviews.Count; i++)
        {
            BallotReview review = _reviews[i];
            string subject = string.Create(CultureInfo.InvariantCulture, $"ballot_review {i + 1}");
            yield return Of(subject, review.Sequence, review.Decision.ToString(), review.Comment, review.Reviewer, review.At);
        }

        foreach (Device device in _devices)
        {
            string[] codes = [.. _codes.Where(pair => pair.Value.Code == device.Code).Select(pair => pair.Key)
                .Order(StringComparer.Ordinal)];
            object?[] phases = [.. device.Phases.SelectMany(phase => (object?[])[phase.Since, phase.Phase.ToString()])];
            yield return Of(
                $"device {device.Code}",
                [device.UnitCode, device.Label, device.AddedAt, device.EnrolledAt, device.RevokedAt, device.SecretHash?.ToArray(), .. codes,
                    .. phases]);
        }

        object?[] erased =
        [
            .. _all.SelectMany(ballot =>
                ballot.Values.Where(value => value.IsErased).SelectMany(value => (object?[])[ballot.Sequence, value.QuestionCode])),
        ];
        if (erased.Length > 0)
        {
            yield return Of("ballot_value", erased);
        }
    }

    private static StoredContent Of(string subject, params object?[] values)
    {
        using var digest = ContentDigest.Of(subject);
        foreach (object? value in values)
        {
            digest.Add("value", value);
        }

        return new StoredContent(subject, digest.Finish());
    }
}
