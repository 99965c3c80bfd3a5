using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Limits;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.Devices;

public sealed class CredentialTests
{
    [Property(Arbitrary = [typeof(Requests)])]
    public bool TokenBucket_AnySequenceOfRequests_PassesNoMoreThanBurstAndRate((int Burst, int Rate, List<int> Waits) drawn)
    {
        (int burst, int rate, List<int> waits) = drawn;
        var bucket = new TokenBucket(burst, rate, 0);
        long now = 0;
        int passed = 0;
        foreach (int wait in waits)
        {
            now += wait;
            int seconds = bucket.Take(now);
            passed += seconds == 0 ? 1 : 0;

            // Who waits as long as told passes.
            if (seconds > 0)
            {
                now += seconds * 1000L;
                passed++;
                if (bucket.Take(now) != 0)
                {
                    return false;
                }
            }
        }

        return passed <= burst + (now * rate / 1000.0) + 1e-6;
    }

    [Theory]
    [InlineData("7qk2 m0xa")]
    [InlineData("7QK2-MOXA")]
    [InlineData(" 7q-K2m0-xa ")]
    public void EnrolmentCode_TypedByPeople_IsReadAsItWasMeant(string typed) => Assert.Equal("7QK2-M0XA", EnrolmentCode.Parse(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7QK2-M0X")]
    [InlineData("7QK2-M0XAA")]
    [InlineData("7QK2-M0XU")]
    [InlineData("7QK2-M0X@")]
    public void EnrolmentCode_AnythingElse_IsNone(string? typed) => Assert.Null(EnrolmentCode.Parse(typed));

    [Fact]
    public void EnrolmentCode_New_IsReadBack()
    {
        for (int i = 0; i < 200; i++)
        {
            string code = EnrolmentCode.New(Fill);

            Assert.Equal(code, EnrolmentCode.Parse(code));
            Assert.Matches("^D[0-9A-HJKMNP-TV-Z]{7}$", EnrolmentCode.NewDeviceCode(Fill));
        }
    }

    [Fact]
    public void TicketKeyring_EveryBitOfAToken_MustBeAsItWasSigned()
    {
        var keys = new TicketKeyring([RandomNumberGenerator.GetBytes(32)]);
        byte[] token = Base64Text.Decode(keys.TokenOf(NewTicket(keys)));

        Assert.NotNull(keys.Read(Base64Text.Encode(token)));
        for (int bit = 0; bit < token.Length * 8; bit++)
        {
            byte[] forged = [.. token];
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(keys.Read(Base64Text.Encode(forged)));
        }
    }

    [Fact]
    public void TicketKeyring_AfterARotation_ReadsOldTokensAndKeepsTheIdsOfDossiers()
    {
        byte[] first = RandomNumberGenerator.GetBytes(32);
        byte[] second = RandomNumberGenerator.GetBytes(32);
        var before = new TicketKeyring([first]);
        var after = new TicketKeyring([second, first]);
        Ticket ticket = NewTicket(before);

        Ticket read = after.Read(before.TokenOf(ticket))!;

        Assert.Equal(ticket.Id.ToArray(), read.Id.ToArray());
        Assert.Equal(ticket with { Id = read.Id }, read);
        Assert.Equal(before.IdOf("kiosk-9", "S01", "HS-1"), after.IdOf("kiosk-9", "S01", "HS-1"));
        Assert.Null(before.Read(after.TokenOf(ticket)));
        Assert.NotEqual(after.IdOf("kiosk-9", "S01", "HS-1"), after.IdOf("kiosk-9", "S02", "HS-1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void TicketKeyring_NoDossier_IsRefusedWithoutRepeatingIt(string dossier)
    {
        var keys = new TicketKeyring([new byte[32]]);

        SipasException error = Assert.Throws<SipasException>(() => keys.IdOf("kiosk-9", "S01", dossier));

        Assert.Equal((ProblemCodes.TicketDossier, null), (error.Problems[0].Code, error.Problems[0].Value));
        Assert.Equal(ProblemCodes.TicketDossier,
            Assert.Throws<SipasException>(() => keys.IdOf("kiosk-9", "S01", new string('9', 129))).Problems[0].Code);
    }

    private static Ticket NewTicket(TicketKeyring keys) => new()
    {
        Id = keys.IdOf("kiosk-9", "S01", "HS-1"),
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        UnitCode = "S01",
        ProcedureCode = "1.004227",
        Basis = SelectionBasis.Sampled,
        ExpiresAt = new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero),
    };

    private static void Fill(byte[] bytes) => RandomNumberGenerator.Fill(bytes);

    private static class Requests
    {
        public static Arbitrary<(int Burst, int Rate, List<int> Waits)> Sequences() =>
            (from burst in Gen.Choose(1, 20)
             from rate in Gen.Choose(1, 40)
             from waits in Gen.Choose(0, 400).ListOf(60)
             select (burst, rate, waits)).ToArbitrary();
    }
}
