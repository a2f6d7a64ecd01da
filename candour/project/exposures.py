"""The class of every address of the project.

One that is not listed here does not open, and stops the start-up check.
"""

from candour.platform.access.exposure import Exposure


def _names(text: str) -> list[str]:
    return text.split()


_PUBLIC = _names(
    """
    account_login account_logout account_invitation account_reset_password account_reset_password_done
    account_reset_password_from_key account_reset_password_from_key_done mfa_authenticate mfa_login_webauthn
    icon about_accessibility about_privacy rules rule feed refer refer_tasks refer_drop refer_section refer_new
    refer_item refer_check refer_done referral_progress answer close_link
    writing_open
    """
)

_OPEN = _names(
    """
    brand robots sitemap public_sites public_home public_colours public_about public_meetings public_promises
    public_promises_feed public_promises_easy public_promises_csv public_promise public_search public_concern
    public_feed public_document public_easy_read public_facts public_file public_section
    """
)

_HALF_SIGNED_IN = _names(
    """
    account_stay account_reauthenticate mfa_index mfa_activate_totp mfa_add_webauthn mfa_reauthenticate
    mfa_reauthenticate_webauthn
    """
)

_SIGNED_IN = _names(
    """
    account account_activity account_logout_everywhere account_change_password mfa_deactivate_totp mfa_list_webauthn
    mfa_remove_webauthn mfa_edit_webauthn mfa_view_recovery_codes mfa_generate_recovery_codes
    mfa_download_recovery_codes file import_new import import_undo access_requests access_request_add access_request
    access_request_judge access_request_bundle access_request_answer retention retention_ended retention_years
    agreements agreement_add agreement agreement_change agreement_review agreement_end
    erasure erasure_withdraw legal_holds legal_hold legal_hold_check legal_hold_lift search link_add link_end home
    calendar_feed end_calendar_feed bank_holidays organisations organisation_add organisation organisation_close
    terms people person_add person person_invite person_stop person_allow person_second_step person_left posts
    post_add post appoint deputy delegate appointment_end delegation_end undertakings taking_over case case_describe
    case_awareness case_subject_add case_subject case_known case_reveal case_processes process_add process_change
    case_history case_close case_reopen case_referral referral_add referral_outcome case_join case_tests case_test
    case_conclude case_notification case_share case_copy_sheet notification_record notification_correct
    notification_not_owed notification_withdraw review_open review_reading review_withdraw case_agencies
    agencies_ask agencies_release records_release agency_chase agency_move_date agency_withdraw case_chronology
    event_add chronology_export event_name event_remove case_meeting criterion_views criterion_view_give
    criterion_views_open meeting_plan meeting_arrive meeting_present meeting_leave point_add point_remove
    meeting_recommend meeting_end
    immediate_add immediate_done case_report report_analysis report_make report_put_back report_send comment_add
    comment_answer report_finish case_decision decision_open position_give decision_information decision_consult
    decision_chair case_submission submission_record delay_record informing_begin informing_record reply_record
    follow_up_done case_tracker case_themes tracker_update hold_put hold_check hold_lift tabling_plan tabling_do
    case_team team_join team_leave conflict_declare wall_lift opening_review my_referrals my_referral inbox
    return_collate tracker tracker_export tabled conflicts emergency notification_register local_practice themes
    theme_add theme theme_change theme_retire said_before likeness recommendation_themes lesson_for lessons
    lesson_add lesson lesson_change lesson_step lesson_table lesson_link lesson_unlink lesson_raise lesson_themes
    lesson_read lesson_ask asked asked_answer asked_decline asked_judge near_misses near_miss_tell cluster_size
    learning_cycle half_years half_year_begin half_year half_year_write half_year_finish half_year_take case_voices
    case_voices_open relative relative_wishes relative_names relative_reveal quiet_add quiet_remove contact_add
    contact_next words_add telling_record reading_plan reading reading_record reading_end reading_comment
    reading_answer reading_tell practitioner practitioner_hear practitioner_decline practitioner_reveal voices
    relative_link relative_link_end relative_link_read practitioner_link practitioner_link_end practitioner_link_read
    voices_describe relative_add practitioner_invite meeting_live live_begin live_end live_came live_here live_leave
    live_left live_apology live_no_apology live_item item_notes item_decide item_action item_conflict
    item_conflict_lift minutes finding_number finding_dismiss minutes_finalise minutes_take_back minutes_agree
    minutes_redact minutes_as_word minutes_as_pdf pack pack_make group_decisions group_decision decision_ratify
    rounds round_open round round_answer round_close action_log action_add action_log_take my_actions action
    action_update action_change action_owner action_carry action_close action_drop action_reopen meetings
    asked_of_agencies attendance_report attendance_take groups group_add structure group group_change group_close
    group_closing_report seat_add seat_change seat_end group_quorum reporting_add reporting_sent terms_draft
    group_terms terms_edit terms_send terms_take_back terms_sign terms_bring_in group_year series_plan meeting_call
    forward_plan plan_add plan_change plan_remove item_update meeting meeting_move meeting_change meeting_cancel
    meeting_invitation item_add agenda_fill agenda_send item_change item_up item_down item_remove item_carry
    paper_add updates_ask paper paper_replace paper_summary paper_remove paper_notes paper_notes_delete
    committee_reports committee_report_begin committee_report committee_report_change committee_report_finish
    committee_report_redraft committee_report_take
    committee_report_section committee_report_new committee_report_item site_keeping site_set_up site_document
    site_confirm site_drop site_withdraw site_easy_read site_easy_read_confirm site_keep site_open site_words
    site_write site_contact_add site_contact site_contact_remove site_date_add site_date site_date_remove learning
    roll_up letters_waiting retests retests_draw draw learning_report_add matrix learning_report_change
    report_bodies report_body_add report_body_rename report_body_remove matrix_take action_plan report_updates
    report_letters letters_draft recommendation_add recommendation recommendation_change recommendation_remove
    letter_draft cell cell_answer plan_action_add plan_action plan_action_change plan_action_update plan_action_done
    plan_action_evidence plan_action_accept plan_action_return plan_action_drop plan_action_reopen plan_action_test
    letter letter_change letter_drop letter_sign letter_unsign letter_send letter_chase letter_reply letter_take
    documents publication_report document_add suite_add suite suite_advance suite_logo document document_change
    edition_draft edition edition_preview edition_edit edition_send edition_take_back edition_sign place_add
    place_confirm publication_hold publication_hold_check publication_hold_lift release_ask copy_add copy_take
    copy_prove release release_go release_refuse release_withdraw redactions redaction_open redaction
    redaction_text_add redaction_file_add redaction_known_add redaction_accept redaction_mask redaction_make
    redaction_text redaction_named redaction_words case_reviews full_review_open full_review full_review_step
    review_kind review_facts review_recommendations review_hand_over fact_sheet fact_sheet_json report_template
    duty_add duty_sign case_group learning_issue copy_record review_work review_terms_draft review_terms_agree
    review_terms_publish reviewer_name reviewer_change letter_keep letter_file letter_answer panel_plan
    markers_answer draft_put draft_group draft_check quality_of_reviews joint_view audience audience_file
    challenges challenge_index challenge_raise challenge_take challenge challenge_answer challenge_higher
    challenge_resolve challenge_withdraw challenge_close
    report_promises deposit_record deposit_not_sent lesson_share exchange exchange_decide share_file outcome_file
    """
)

_LINK = _names(
    """
    by_key agency_return return_start return_begin_from return_section return_new return_item return_send return_nil
    return_lead return_records return_sign return_senior return_reopen return_form return_put_back
    writing writing_stop writing_take_back
    """
)

_DEMONSTRATION = ("demonstration", "demonstration_sign_in", "demonstration_mail")

EXPOSURES = (
    dict.fromkeys(_PUBLIC, Exposure.PUBLIC)
    | dict.fromkeys(_OPEN, Exposure.OPEN)
    | dict.fromkeys(_HALF_SIGNED_IN, Exposure.HALF_SIGNED_IN)
    | dict.fromkeys(_SIGNED_IN, Exposure.SIGNED_IN)
    | dict.fromkeys(_LINK, Exposure.LINK)
    | dict.fromkeys(_DEMONSTRATION, Exposure.DEMONSTRATION)
)
