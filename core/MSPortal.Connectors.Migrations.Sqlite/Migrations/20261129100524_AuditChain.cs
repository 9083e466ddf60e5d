using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AuditChain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "code",
                table: "audit_entries",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "count",
                table: "audit_entries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "key_id",
                table: "audit_entries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_at",
                table: "audit_entries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "mac",
                table: "audit_entries",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "number",
                table: "audit_entries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "result",
                table: "audit_entries",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "Unknown");

            migrationBuilder.AddColumn<long>(
                name: "revoked_at",
                table: "api_tokens",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_heads",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    adopted = table.Column<long>(type: "INTEGER", nullable: false),
                    sealed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    key_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mac = table.Column<byte[]>(type: "BLOB", nullable: false),
                    turns = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_heads", x => x.tenant_id);
                });

            migrationBuilder.CreateTable(
                name: "audit_keys",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    envelope = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_keys", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_links",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    entry_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_links", x => new { x.tenant_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "decision_snoozes",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decision_snoozes", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_tenant_id_number_at",
                table: "audit_entries",
                columns: new[] { "tenant_id", "number", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_links_tenant_id_entry_id",
                table: "audit_links",
                columns: new[] { "tenant_id", "entry_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_heads");

            migrationBuilder.DropTable(
                name: "audit_keys");

            migrationBuilder.DropTable(
                name: "audit_links");

            migrationBuilder.DropTable(
                name: "decision_snoozes");

            migrationBuilder.DropIndex(
                name: "ix_audit_entries_tenant_id_number_at",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "code",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "count",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "key_id",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "last_at",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "mac",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "number",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "result",
                table: "audit_entries");

            migrationBuilder.DropColumn(
                name: "revoked_at",
                table: "api_tokens");
        }
    }
}
