using System.Security.Cryptography;
using System.Text;
using Sipas.Storage.Contract;

namespace Sipas.Ballots;

public class CanonicalBallotTests
{
    [Fact]
    public void Bytes_AreThePublishedForm()
    {
        string expected = string.Join('\n',
            "sipas-ballot/1", "id=00000004-0000-7000-8000-000000000001", "pack=kiosk-9", "questionnaire=five-1", "unit=S01",
            "procedure=1.004227", "mode=kiosk", "basis=selfSelected",
            "device=", "language=vi", "started=2026-11-21T12:03:20.000+07:00", "completed=2026-11-21T12:04:00.000+07:00",
            "answers=45n-12345") + "\n";

        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalBallot.Bytes(SampleBallots.Ballot(4))));
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), CanonicalBallot.ContentHash(SampleBallots.Ballot(4)));
    }

    [Fact]
    public void Bytes_OfTheSample_KeepTheWordOfTheirFormat() => Assert.Contains(
        "\nbasis=listed\n", System.Text.Encoding.UTF8.GetString(
            CanonicalBallot.Bytes(SampleBallots.Ballot(1, basis: SelectionBasis.Sampled))), StringComparison.Ordinal);

    [Fact]
    public void Bytes_OfACorrection_NameWhatItReplacesBehindItsId()
    {
        Ballot ballot = SampleBallots.Ballot(4);
        string expected = Encoding.UTF8.GetString(CanonicalBallot.Bytes(ballot))
            .Replace("sipas-ballot/1\n", "sipas-ballot/3\n", StringComparison.Ordinal)
            .Replace("\npack=", "\nreplaces=00000009-0000-7000-8000-000000000001\npack=", StringComparison.Ordinal);

        Ballot replacement = ballot.WithHeader(header => header with { Replaces = SampleBallots.Id(9) });
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalBallot.Bytes(replacement)));
    }

    [Fact]
    public void IdFor_AnyBallot_IsAVersion8IdOfItsOwnChain()
    {
        Guid first = SampleBallots.Numbers.ToId("kiosk-9", "S01", "17");
        Guid[] chain = [first, BallotCorrection.IdFor(first), BallotCorrection.IdFor(BallotCorrection.IdFor(first))];

        Assert.Equal(3, chain.Distinct().Count());
        Assert.All(chain, id => Assert.Equal('8', id.ToString("D")[14]));
        Assert.Equal(chain[1], BallotCorrection.IdFor(first));
    }

    [Fact]
    public void ContentHash_AnyChange_ChangesIt()
    {
        Ballot ballot = SampleBallots.Ballot(6);
        BallotHeader header = ballot.Header;
        BallotHeader[] headers =
        [
            header with { Id = SampleBallots.Id(7) }, header with { Replaces = SampleBallots.Id(7) }, header with { UnitCode = "S02" },
            header with { ProcedureCode = null }, header with { Mode = CollectionMode.Web },
            header with { Basis = SelectionBasis.Sampled }, header with { DeviceCode = null }, header with { Language = "en" },
            header with { StartedAt = ballot.StartedAt.AddMilliseconds(1) },
            header with { CompletedAt = ballot.CompletedAt.ToUniversalTime() },
        ];
        Ballot[] changed =
        [
            .. headers.Select(one => ballot with { Header = one }), ballot with { Codes = SampleBallots.Ballot(7).Codes },
        ];

        string[] hashes = [.. changed.Append(ballot).Select(b => Convert.ToHexString(CanonicalBallot.ContentHash(b)))];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Bytes_HeaderOfAnotherQuestionnaire_Throws()
    {
        Ballot ballot = SampleBallots.Ballot(6);

        Assert.Throws<ArgumentException>(
            () => CanonicalBallot.Bytes(ballot.WithHeader(header => header with { PackId = "bnv-2640-2017" })));
        Assert.Throws<ArgumentException>(
            () => CanonicalBallot.Bytes(ballot.WithHeader(header => header with { QuestionnaireVersion = "five-2" })));
    }
}
