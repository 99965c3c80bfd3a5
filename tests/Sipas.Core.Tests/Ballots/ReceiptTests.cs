using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.Ballots;

public class ReceiptTests
{
    [Fact]
    public void Verifies_OwnReceipt_AndNoChangedOne()
    {
        using var signer = ReceiptSigner.Ephemeral();
        Receipt receipt = ReceiptFactory.Make(signer, SampleBallots.Draft(1), position: 7);

        Assert.True(signer.Verifies(receipt));
        Receipt[] changed =
        [
            receipt with { BallotId = SampleBallots.Id(2) }, receipt with { ContentHash = new string('0', 64) }, receipt with { UnitCode = "S02" }, receipt with { Position = 8 },
            receipt with { ReceivedAt = receipt.ReceivedAt.AddMilliseconds(1) }, receipt with { KeyId = "0000000000000000" }, receipt with { Signature = "AAAA" }, receipt with { Signature = "no base64 !" },
        ];
        Assert.All(changed, other => Assert.False(signer.Verifies(other)));
    }

    [Fact]
    public void Verifies_ReceiptOfAnotherKey_IsFalse()
    {
        using var mine = ReceiptSigner.Ephemeral();
        using var other = ReceiptSigner.Ephemeral();

        Assert.False(mine.Verifies(ReceiptFactory.Make(other, SampleBallots.Draft(1), 1) with { KeyId = mine.KeyId }));
    }

    [Theory]
    [InlineData("0000000000", "0000-0000")]
    [InlineData("ffffffffff", "ZZZZ-ZZZZ")]
    [InlineData("0123456789", "04HM-ASW9")]
    public void Code_OfAHash_IsItsFirstFortyBitsInEightCharacters(string start, string code)
    {
        using var signer = ReceiptSigner.Ephemeral();

        Assert.Equal(code, (ReceiptFactory.Make(signer, SampleBallots.Draft(1), 1) with { ContentHash = start + new string('5', 54) }).Code);
    }

    [Fact]
    public void UnitChain_SwappedBallots_GiveAnotherLink()
    {
        byte[] a = CanonicalBallot.ContentHash(SampleBallots.Ballot(1));
        byte[] b = CanonicalBallot.ContentHash(SampleBallots.Ballot(2));
        byte[] start = UnitChain.Start("S01");

        Assert.NotEqual(UnitChain.Next(UnitChain.Next(start, a), b), UnitChain.Next(UnitChain.Next(start, b), a));
        Assert.NotEqual(UnitChain.Next(start, a), UnitChain.Next(UnitChain.Start("S02"), a));
    }
}
