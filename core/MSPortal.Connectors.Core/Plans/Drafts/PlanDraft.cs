using System.Security.Cryptography;
using System.Text;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What a request comes to, as things stand now. Made once for the plan, and again to see whether it still holds.</summary>
/// <param name="Title">What it does, in a few words.</param>
/// <param name="Settings">The settings it changes or relies on, as text.</param>
internal sealed record PlanDraft(string Title, IReadOnlyList<DraftRow> Rows, string Settings)
{
    /// <summary>Why it could not be undone; null when it could.</summary>
    public string? WhyNotUndoable { get; init; }

    /// <summary>The settings before, for the undo; null when there are none to bring back.</summary>
    public string? SettingsBefore { get; init; }

    /// <summary>What has changed when <see cref="Settings"/> differ.</summary>
    public string WhatSettings { get; init; } = "a setting that it relies on was changed.";

    public string SettingsDigest => Digest.Of(Settings);

    /// <summary>Stands for the rows that count, in any order.</summary>
    public string RowsDigest(PlanRequest request) => Digest.Of(string.Join('\n', Rows.Where(r => r.Verdict.Length > 0 || Counts(request, r.Change)).Select(r => $"{r.Key:N}{r.Base}{r.Verdict}").Order(StringComparer.Ordinal)));

    /// <summary>
    /// Whether a row belongs to what the plan is based on. That an imported device has news, or has them no more, is a sync's
    /// daily work: such rows come and go in a plan for all that fits.
    /// </summary>
    public static bool Counts(PlanRequest request, PlannedChange change) => !request.IsOpen || change != PlannedChange.Update;
}

/// <summary>What would happen to one device.</summary>
/// <param name="From">The company before; null when it is not in the inventory.</param>
/// <param name="To">The company afterwards; null for none.</param>
/// <param name="Base">Stands for what the row is based on: nothing that a device reports anew from day to day.</param>
internal sealed record DraftRow(
    StagedDeviceId? Staged,
    DeviceId? Device,
    string Name,
    string? Serial,
    CompanyId? From,
    CompanyId? To,
    PlannedChange Change,
    string Code,
    string Reason,
    string Base)
{
    /// <summary>Stands for what its serial number says about where it belongs; empty where that is not asked.</summary>
    public string Verdict { get; init; } = "";

    public Guid Key => Staged?.Value ?? Device!.Value.Value;
}

internal static class Digest
{
    /// <summary>32 characters that stand for a text of any length.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
